"""A text in several languages, kept together so that none can be forgotten.

`scoring` carries texts and never reads them: words are looked up at the edge (a page, a terminal).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in each language, as (language code, words) pairs in the author's order."""

    words: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, words: Mapping[str, str]) -> Self:
        """Return the text for a mapping such as `{"zh": "…", "en": "…"}`."""
        return cls(tuple(words.items()))

    def __getitem__(self, language: str) -> str:
        """Return the words in `language`; KeyError when the text has none."""
        return dict(self.words)[language]
