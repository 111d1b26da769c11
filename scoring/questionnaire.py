"""The questionnaire: the one model that is scored, shown, proven and counted.

Frozen data and nothing else. Everything here has passed the door (`portal.reader` for YAML, `scoring.plain` for
JSON), so no reader of it asks again whether it is sound. A field's default is what an author who leaves the key out
means; `scoring.plain` leaves defaults out, so that a later field does not change the digest of an older version.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from scoring.canonical import digest
from scoring.citation import Citation
from scoring.exact import Exact
from scoring.expression import Expression
from scoring.item import Answer, Item
from scoring.operations import Kind
from scoring.outcome import TIER, Control, Level, Outcome, Products
from scoring.plain import to_plain
from scoring.scale import Scale
from scoring.text import Text
from scoring.wording import Wording


class Purpose(StrEnum):
    """What a questionnaire is for."""

    RISK_PROFILE = "risk-profile"
    KNOWLEDGE = "knowledge"
    PROFILE = "profile"
    SURVEY = "survey"
    INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class Section:
    """Items shown together as one step. draw: how many of them are asked, chosen by a seed; None for all."""

    id: str
    title: Text
    items: tuple[Item, ...]
    intro: Wording | None = None
    show_if: Expression | None = None
    draw: int | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What a worked example must give; what is None or left out is not checked.

    outcomes: the level of each, None for no level; scales: the value of each, None for no result.
    """

    outcomes: tuple[tuple[str, str | None], ...] = ()
    scales: tuple[tuple[str, Exact | None], ...] = ()
    controls: tuple[str, ...] | None = None
    unasked: tuple[str, ...] | None = None
    differs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: tested at every build and printed on the questionnaire's page.

    beside: what the other person answered, for a form that is kept beside another.
    """

    id: str
    name: Text
    answers: tuple[tuple[str, Answer], ...]
    expect: Expected
    seed: int | None = None
    confirmed: tuple[str, ...] = ()
    beside: tuple[tuple[str, Answer], ...] = ()


@dataclass(frozen=True, slots=True)
class GroupExample:
    """People assessed together: the examples that they are, and what they must give."""

    id: str
    name: Text
    members: tuple[str, ...]
    outcomes: tuple[tuple[str, str | None], ...]
    diverges: bool


@dataclass(frozen=True, slots=True)
class Group:
    """How people are assessed together: the most prudent level; `divergence` places apart, they are referred."""

    divergence: int
    because: Text
    source: Citation
    examples: tuple[GroupExample, ...] = ()


@dataclass(frozen=True)
class Questionnaire:
    """One version of one questionnaire.

    valid_for: months, None where a result does not expire; minutes: how long it takes, about; beside: the form whose
    answers this one is kept beside; changes: what changed since the version before, in people's words.
    """

    id: str
    version: str
    purpose: Purpose
    languages: tuple[str, ...]
    title: Text
    about: Text
    sections: tuple[Section, ...]
    examples: tuple[Example, ...]
    valid_for: int | None = None
    minutes: int | None = None
    beside: str | None = None
    changes: tuple[Text, ...] = ()
    scales: tuple[Scale, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    marks: tuple[Level, ...] = ()
    controls: tuple[Control, ...] = ()
    products: Products | None = None
    group: Group | None = None

    def __hash__(self) -> int:
        """Hash by what names this version: cheap, since much is kept by questionnaire."""
        return hash((self.id, self.version))

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by id, in the order it is asked."""
        return {item.id: item for section in self.sections for item in section.items}

    @cached_property
    def scale(self) -> Mapping[str, Scale]:
        """The scales by id, in their order."""
        return {scale.id: scale for scale in self.scales}

    @cached_property
    def outcome(self) -> Mapping[str, Outcome]:
        """The outcomes by id, in their order."""
        return {outcome.id: outcome for outcome in self.outcomes}

    @property
    def tier(self) -> Outcome | None:
        """The outcome that product grades are matched with, where there is one."""
        return self.outcome.get(TIER)

    @cached_property
    def outcome_of(self) -> Mapping[str, Outcome]:
        """The outcome that each level belongs to."""
        return {level.id: outcome for outcome in self.outcomes for level in outcome.levels}

    @cached_property
    def level(self) -> Mapping[str, Level]:
        """Every level of every outcome by id."""
        return {level.id: level for outcome in self.outcomes for level in outcome.levels}

    @cached_property
    def control(self) -> Mapping[str, Control]:
        """The controls by id, in their order."""
        return {control.id: control for control in self.controls}

    @cached_property
    def seeded(self) -> bool:
        """Whether a seed decides what is asked, or in which order."""
        return self.pooled or any(item.shuffle for item in self.items.values())

    @cached_property
    def pooled(self) -> bool:
        """Whether a seed decides what is asked."""
        return any(section.draw for section in self.sections)

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """What each name is in an expression."""
        return {
            **{id_: item.kind for id_, item in self.items.items()},
            **{id_: Kind("scale", scale.order, id_) for id_, scale in self.scale.items()},
            **{id_: Kind("rank", outcome.order, id_) for id_, outcome in self.outcome.items()},
        }

    def rests_on(self, control: Control) -> tuple[str, ...]:
        """Return the items that a control is about: those it declares, or those its condition names."""
        return control.rests_on or tuple(name for name in control.when.names if name in self.items)

    def wordings(self) -> Iterator[tuple[str, Wording]]:
        """Yield each text that may depend on answers, by a key of its own, such as `item.loss.ask`."""
        for section in self.sections:
            if section.intro:
                yield f"section.{section.id}.intro", section.intro
        for item in self.items.values():
            yield f"item.{item.id}.ask", item.ask
            if item.help:
                yield f"item.{item.id}.help", item.help
            if item.lead:
                yield f"item.{item.id}.lead", item.lead
            for option in item.options:
                yield f"option.{item.id}.{option.id}", option.label
        for level in self.level.values():
            yield f"level.{level.id}", level.means
        for control in self.controls:
            yield f"control.{control.id}", control.because

    @cached_property
    def piped(self) -> Mapping[str, Wording]:
        """The texts that do depend on answers, by key."""
        return {key: wording for key, wording in self.wordings() if wording.depends}

    @cached_property
    def digest(self) -> str:
        """The SHA-256 that seals this version: over the canonical JSON of the whole model."""
        return digest(to_plain(self))
