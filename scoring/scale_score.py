"""One scale worked out: parts to a number, the number put as the scale puts it, and the band it falls into.

Everything is exact. Missing parts follow the scale's own rule; what a seed did not draw is no part at all.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from scoring.assessment import Contribution, ScaleResult
from scoring.draw import undrawn
from scoring.exact import Exact, exact, percent_of
from scoring.questionnaire import Questionnaire
from scoring.refusal import Refusal, Refused
from scoring.scale import As, By, MissingRule, Scale

type Range = tuple[Exact, Exact]
type Ranges = Mapping[str, Range]

PATTERNS = 4096  # of answers to one scale whose results are kept: few differ, and each comes for many people
UNDRAWN = ""  # stands where the points of an item would, had the seed drawn it


@dataclass(slots=True)
class Known:
    """What scales are made of; it grows scale by scale.

    worth: what each part is worth to a scale, None or absent where it is missing; keys: what a table finds it by.
    """

    worth: dict[str, Exact | str | None]
    keys: dict[str, str]


type Scorer = Callable[[Known], ScaleResult]


@lru_cache(maxsize=64)
def scorers(form: Questionnaire) -> tuple[Scorer, ...]:
    """Return, for each scale in order, the function that works it out. Its error: Refused, by the missing rule."""
    return tuple(_table_scorer(scale) if scale.by is By.TABLE else _scorer(form, scale) for scale in form.scales)


@lru_cache(maxsize=64)
def worth_ranges(form: Questionnaire) -> Ranges:
    """Return the least and most that each scored item, and each scale, is worth to a scale above it."""
    ranges = {id_: item.point_range for id_, item in form.items.items() if item.point_range}
    for scale in form.scales:
        points = scale.band_points
        ranges[scale.id] = (min(points.values()), max(points.values())) if points else _range(form, scale, ranges)
    return ranges


def value_range(form: Questionnaire, scale: Scale) -> Range:
    """Return the least and greatest value that a scale can have, as it is put."""
    return _range(form, scale, worth_ranges(form))


def _range(form: Questionnaire, scale: Scale, ranges: Ranges) -> Range:
    if scale.by is By.TABLE:
        values = [cell.value for cell in scale.table]
        return min(values), max(values)
    # Any seed will do: the items of a pool are alike.
    asked = [id_ for id_ in scale.of if id_ not in undrawn(form, 0)]
    return put_range(scale, raw_range(scale, asked, ranges))


def raw_range(scale: Scale, of: Sequence[str], ranges: Ranges) -> Range:
    """Return the least and most that the parts `of` can come to, before it is put as percent or norm."""
    lows, highs = ({id_: ranges[id_][end] for id_ in of} for end in (0, 1))
    return combine(scale, lows), combine(scale, highs)


def put_range(scale: Scale, raw: Range) -> Range:
    """Return the least and greatest value of a scale whose parts come to something within `raw`."""
    if scale.put_as is As.PERCENT:
        return 0, 100
    if scale.norms:
        values = [step.value for step in scale.norms.steps]
        return min(values), max(values)
    return raw


def combine(scale: Scale, worth: Mapping[str, Exact]) -> Exact:
    """Return what the parts that count come to by the scale's rule, each with what it is worth."""
    values = list(worth.values())
    match scale.by:
        case By.SUM:
            return exact(sum(values))
        case By.MEAN:
            return exact(Fraction(sum(values), len(values)))
        case By.MIN:
            return min(values)
        case By.MAX:
            return max(values)
        case By.COUNT:
            least = 1 if scale.at_least is None else scale.at_least
            return sum(value >= least for value in values)
        case By.WEIGHTED:
            weights = {id_: weight for id_, weight in zip(scale.of, scale.weights, strict=True) if id_ in worth}
            total = sum(weights[id_] * value for id_, value in worth.items())
            return exact(Fraction(total, sum(weights.values())))
        case By.TABLE:
            raise AssertionError("a table is looked up")


def _scorer(form: Questionnaire, scale: Scale) -> Scorer:
    ranges, of = worth_ranges(form), scale.of

    @lru_cache(maxsize=PATTERNS)
    def work_out(pattern: tuple[Exact | str | None, ...]) -> ScaleResult:
        worth = {id_: one for id_, one in zip(of, pattern, strict=True) if not isinstance(one, str)}
        parts = tuple([Contribution(id_, points, *ranges[id_]) for id_, points in worth.items()])
        raw = raw_range(scale, list(worth), ranges)
        total = _total(scale, parts, raw)
        return _result(scale, put_range(scale, raw), None if total is None else _put(scale, total, raw), parts)

    def run(known: Known) -> ScaleResult:
        find = known.worth.get
        return work_out(tuple([find(id_) for id_ in of]))

    return run


def _table_scorer(scale: Scale) -> Scorer:
    values = [cell.value for cell in scale.table]
    span = min(values), max(values)

    @lru_cache(maxsize=PATTERNS)
    def look_up(keys: tuple[str | None, ...]) -> ScaleResult:
        missing = tuple(id_ for id_, key in zip(scale.of, keys, strict=True) if key is None)
        if missing and scale.missing.rule is MissingRule.REFUSE:
            raise _too_few(scale, len(keys) - len(missing), missing)
        return _result(scale, span, None if missing else scale.cells[keys], ())  # type: ignore[index]  # none is None

    return lambda known: look_up(tuple([known.keys.get(id_) for id_ in scale.of]))


def _total(scale: Scale, parts: tuple[Contribution, ...], raw: Range) -> Exact | None:
    """Return what the parts come to, None for a scale without a result.

    Prorated: lowest + (sum − lowest of answered) × range of all ÷ range of answered.
    """
    worth = {part.part: part.points for part in parts if part.points is not None}
    if len(worth) == len(parts):
        return combine(scale, worth)
    rule, least = scale.missing.rule, scale.missing.least
    if len(worth) < least:
        rule = scale.missing.below
    if rule is MissingRule.UNSCORED:
        return None
    if rule is MissingRule.REFUSE:
        missing = tuple(part.part for part in parts if part.points is None)
        raise _too_few(scale, len(worth), missing)
    if rule is MissingRule.EXCLUDE:
        return combine(scale, worth)
    answered = [part for part in parts if part.points is not None]
    floor, ceiling = sum(part.lowest for part in answered), sum(part.highest for part in answered)
    return exact(raw[0] + Fraction((sum(worth.values()) - floor) * (raw[1] - raw[0]), ceiling - floor))


def _too_few(scale: Scale, answered: int, missing: tuple[str, ...]) -> Refused:
    return Refused([Refusal("too_few", scale.id, str(answered), missing)])


def _put(scale: Scale, total: Exact, raw: Range) -> Exact:
    if scale.put_as is As.PERCENT:
        return exact(Fraction(100 * (total - raw[0]), raw[1] - raw[0]))
    if scale.norms:
        steps = scale.norms.steps
        return steps[bisect_right([step.start for step in steps], total) - 1].value
    return total


def _result(scale: Scale, span: Range, value: Exact | None, parts: tuple[Contribution, ...]) -> ScaleResult:
    low, high = span
    if value is None:
        return ScaleResult(scale.id, None, low, high, parts=parts)
    percent = percent_of(value - low, high - low)
    if not scale.bands:
        return ScaleResult(scale.id, value, low, high, percent, parts=parts)
    at = bisect_right(scale.starts, value)
    above_edge = exact(value - scale.starts[at - 1])
    to_next = exact(scale.starts[at] - value) if at < len(scale.starts) else None
    near_next = to_next is not None and to_next <= scale.near
    near_lower = at > 1 and above_edge < scale.near
    band = scale.bands[at - 1].id
    return ScaleResult(scale.id, value, low, high, percent, band, above_edge, to_next, near_next or near_lower, parts)
