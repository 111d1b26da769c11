"""A text that may depend on answers: alternatives with a condition each, and expressions in braces.

    A fall of 20% of {amount} is {amount * 20 / 100}.

Most texts depend on nothing and are just that. What a text says for some answers is worked out by `scoring.piping`;
read by language alone, as a page is before anything is answered, it is its last alternative with … in its gaps.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Self

from scoring.expression import Expression
from scoring.text import Text

GAP = "…"  # what stands for an answer that is not given
_BRACES = re.compile(r"\{([^{}]*)\}")

type Piece = str | Expression


@lru_cache(maxsize=1024)
def pieces(words: str) -> tuple[Piece, ...]:
    """Return the words and the expressions that `words` is made of, in order. Errors: ExpressionFault."""
    parts = _BRACES.split(words)  # every second part stood in braces
    return tuple(Expression.read(part.strip()) if at % 2 else part for at, part in enumerate(parts))


@dataclass(frozen=True, slots=True)
class Variant:
    """One alternative of a wording; `when` is None for the one that is said where no other holds."""

    say: Text
    when: Expression | None = None


@dataclass(frozen=True)
class Wording:
    """The alternatives of a text, the first that holds is said; the last has no condition."""

    variants: tuple[Variant, ...]

    @classmethod
    def of(cls, words: Mapping[str, str]) -> Self:
        """Return the wording that always says `words`, such as `{"zh": "…", "en": "…"}`."""
        return cls((Variant(Text.of(words)),))

    def __getitem__(self, language: str) -> str:
        """Return what is read before anything is answered; KeyError when there are no words in `language`."""
        return _BRACES.sub(GAP, self.variants[-1].say[language])

    @cached_property
    def depends(self) -> bool:
        """Whether what it says depends on answers."""
        return any(True for _ in self.expressions())

    def expressions(self) -> Iterator[Expression]:
        """Yield every condition, and every expression in braces of every language."""
        for variant in self.variants:
            if variant.when:
                yield variant.when
            for _, words in variant.say.words:
                yield from (piece for piece in pieces(words) if isinstance(piece, Expression))

    def to_plain(self) -> Any:
        """Return it as JSON holds it: the words by language, or a list of alternatives."""
        if len(self.variants) == 1:
            return dict(self.variants[0].say.words)
        return [
            {**({"when": str(variant.when)} if variant.when else {}), "say": dict(variant.say.words)}
            for variant in self.variants
        ]

    @classmethod
    def from_plain(cls, plain: Any) -> Self:
        """Return the wording that `to_plain` wrote."""
        if isinstance(plain, dict):
            return cls.of(plain)
        return cls(
            tuple(
                Variant(Text.of(one["say"]), Expression.read(one["when"]) if "when" in one else None) for one in plain
            )
        )
