"""The compiler: reads questionnaires and articles, checks them, renders pages, writes a site."""

from portal.library import read_library, read_questionnaire
from portal.reader.problem import FaultyFile, Problem

__all__ = ["FaultyFile", "Problem", "read_library", "read_questionnaire"]
