"""The domain: questionnaires, answers, assessments and records. Pure Python, standard library only.

No files, no clock, no randomness and no language: what the page's Python and the terminal's both run.
"""

__version__ = "2.0.0"

from scoring.answers import Answers, parse_answers
from scoring.assessment import Assessment
from scoring.questionnaire import Questionnaire
from scoring.record import Record, make_record, verify_record
from scoring.refusal import Refusal, Refused
from scoring.score import assess, score

__all__ = [
    "Answers",
    "Assessment",
    "Questionnaire",
    "Record",
    "Refusal",
    "Refused",
    "assess",
    "make_record",
    "parse_answers",
    "score",
    "verify_record",
]
