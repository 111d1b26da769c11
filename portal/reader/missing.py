"""The rule of a scale for missing answers, as an author writes it."""

from enum import StrEnum

from yaml.nodes import MappingNode, ScalarNode

from portal.reader.fields import Part, Reader, one_of, optional, read_part, reads, scalar, spoken, whole
from portal.reader.place import Place
from scoring.scale import Missing, MissingRule


class Below(StrEnum):
    """What becomes of a scale with fewer answers than it needs."""

    REFUSE = "refuse"
    UNSCORED = "unscored"


def missing_part() -> Part:
    """Return the keys of a rule for missing answers that says how many are needed."""
    least = whole(1, 100)
    return Part(
        "missing",
        {
            "prorate": optional(
                least, "the sum is scaled up when at least so many are answered", "至少回答几题即按比例折算"
            ),
            "exclude": optional(least, "the rest count when at least so many are answered", "至少回答几题即只计已答的"),
            "below": optional(
                one_of(Below),
                "what fewer answers do: refuse (if left out) or unscored",
                "回答更少时怎样，不写则不予计算（refuse）",
            ),
        },
    )


def missing_rule() -> Reader[Missing]:
    """Return the reader of the rule, a word or a mapping that says how many answers are needed."""
    part, words = missing_part(), [member.value for member in Below]

    def read_counted(place: Place) -> Missing | None:
        values = read_part(place, part)
        if values is None:
            return None
        below = MissingRule(values.pop("below", Below.REFUSE))
        if len(values) != 1:
            place.fail("one rule for missing answers is needed", "write {prorate: n} or {exclude: n}")
            return None
        ((rule, least),) = values.items()
        return Missing(MissingRule(rule), least, below)

    @reads({"anyOf": [{"enum": words}, {"$ref": "#/$defs/missing"}]}, (part,))
    def read(place: Place) -> Missing | None:
        if isinstance(place.node, MappingNode):
            return read_counted(place)
        text = scalar(place) if isinstance(place.node, ScalarNode) else ""
        if text in words:
            return Missing(MissingRule(text))
        if text is not None:
            what = f"{spoken(place.node)} is not a rule for missing answers"
            place.fail(what, "write refuse, unscored, {prorate: n} or {exclude: n}")
        return None

    return read
