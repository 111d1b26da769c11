"""From answers to an assessment: items to scales, scales to a tier, controls to what may be relied on."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from functools import lru_cache

from scoring.answers import Answer, Answers, parse_answers
from scoring.assessment import Assessment, Contribution, ControlResult, ProductMatch, ScaleResult, Status
from scoring.exact import Exact, exact, percent_of
from scoring.expression import Facts
from scoring.operations import Rank
from scoring.questionnaire import Band, Control, Item, Questionnaire, Scale, Then
from scoring.refusal import Refusal, Refused

TIER = "tier"  # the name of the outcome in expressions


def score(questionnaire: Questionnaire, answers: Mapping[str, object], confirmed: Collection[str] = ()) -> Assessment:
    """Return what raw `answers` give; `confirmed` are the controls whose contradiction the reader stands by.

    Errors: Refused, with every reason.
    """
    return assess(questionnaire, parse_answers(questionnaire, answers), confirmed)


def assess(questionnaire: Questionnaire, answers: Answers, confirmed: Collection[str] = ()) -> Assessment:
    """Return what parsed answers give. Errors: Refused for an unknown confirmation or too few answers in a scale."""
    _refuse_unknown_confirmations(questionnaire, confirmed)
    points = {id_: item_points(questionnaire.items[id_], answer) for id_, answer in answers.given.items()}
    scales = tuple(scale_result(scale, questionnaire.items, points) for scale in questionnaire.scales)
    facts = _facts(questionnaire, answers, points, scales)
    computed = questionnaire.tiers.by.run(facts)
    assert isinstance(computed, Rank)  # the door has checked that the rule gives a tier
    facts.values = {**answers.given, TIER: computed}
    facts.capped = {TIER: computed}
    acting = []
    for control in questionnaire.controls:
        if control.when.run(facts) is True:
            acting.append(control)
            if control.cap and facts.capped[TIER] > control.cap:
                facts.capped = {TIER: Rank.among(control.cap, computed.order)}
    return _outcome(questionnaire, computed, scales, acting, confirmed)


def item_points(item: Item, answer: Answer) -> Exact | None:
    """Return the points an answer earns: its option's, or the highest of its options; None when unscored."""
    if isinstance(answer, str):
        return item.points_of[answer]
    if isinstance(answer, int):
        return None
    points = [item.points_of[id_] for id_ in answer]
    return max((value for value in points if value is not None), default=None)


def scale_result(scale: Scale, items: Mapping[str, Item], points: Mapping[str, Exact | None]) -> ScaleResult:
    """Return one scale's result from the points of the answered items.

    Missing answers: refused, or the sum is prorated over the range of the items that were answered:
    lowest + (sum − lowest of answered) × range of all ÷ range of answered; exact.
    Errors: Refused when answers are missing and the scale does not prorate so few.
    """
    parts = tuple([_contribution(id_, points.get(id_), items[id_].point_range) for id_ in scale.of])
    lowest, highest = exact(sum([part.lowest for part in parts])), exact(sum([part.highest for part in parts]))
    total = _total(scale, parts, lowest, highest)
    band, following = _band(scale, total)
    above_edge, to_next = exact(total - band.start), exact(following.start - total) if following else None
    return ScaleResult(
        id=scale.id,
        points=total,
        lowest=lowest,
        highest=highest,
        percent=percent_of(total - lowest, highest - lowest),
        band=band.id,
        above_edge=above_edge,
        to_next=to_next,
        near=_near(scale, band, above_edge, to_next),
        items=parts,
    )


def _refuse_unknown_confirmations(questionnaire: Questionnaire, confirmed: Collection[str]) -> None:
    if not confirmed:
        return
    known = {control.id for control in questionnaire.controls if control.then is Then.CONFIRM}
    unknown = [id_ for id_ in confirmed if id_ not in known]
    if unknown:
        raise Refused([Refusal("unknown_confirmation", None, id_) for id_ in unknown])


@lru_cache(maxsize=4096)  # few differ, and each is needed for every person who is scored
def _contribution(id_: str, points: Exact | None, point_range: tuple[Exact, Exact] | None) -> Contribution:
    assert point_range is not None  # the door lets only scored items into a scale
    return Contribution(id_, points, *point_range)


def _total(scale: Scale, parts: tuple[Contribution, ...], lowest: Exact, highest: Exact) -> Exact:
    answered = [part for part in parts if part.points is not None]
    total = sum([part.points for part in answered if part.points is not None])
    if len(answered) == len(parts):
        return exact(total)
    if scale.prorate_from is None or len(answered) < scale.prorate_from:
        missing = tuple(part.item for part in parts if part.points is None)
        raise Refused([Refusal("too_few", scale.id, str(len(answered)), missing)])
    floor, ceiling = sum(part.lowest for part in answered), sum(part.highest for part in answered)
    return exact(lowest + Fraction((total - floor) * (highest - lowest), ceiling - floor))


def _band(scale: Scale, total: Exact) -> tuple[Band, Band | None]:
    following = None
    for band in reversed(scale.bands):
        if band.start <= total:
            return band, following
        following = band
    raise AssertionError(f"the bands of {scale.id} start above {total}, which the door does not let pass")


def _near(scale: Scale, band: Band, above_edge: Exact, to_next: Exact | None) -> bool:
    near_next = to_next is not None and to_next <= scale.near
    near_lower = band != scale.bands[0] and above_edge < scale.near
    return near_next or near_lower


def _facts(
    questionnaire: Questionnaire,
    answers: Answers,
    points: Mapping[str, Exact | None],
    scales: tuple[ScaleResult, ...],
) -> Facts:
    orders = {scale.id: scale.order for scale in questionnaire.scales}
    return Facts(
        answers.given,
        answered=answers.given,
        counts=answers.counts,
        points={**points, **{result.id: result.points for result in scales}},
        bands={result.id: Rank.among(result.band, orders[result.id]) for result in scales},
    )


def _outcome(
    questionnaire: Questionnaire,
    computed: Rank,
    scales: tuple[ScaleResult, ...],
    acting: list[Control],
    confirmed: Collection[str],
) -> Assessment:
    order = questionnaire.tiers.order
    final = min([computed.id, *(control.cap for control in acting if control.cap)], key=order.index)
    marks = tuple(dict.fromkeys(control.mark for control in acting if control.mark))
    status = _status(acting, confirmed)
    blocked = status is Status.BLOCKED
    return Assessment(
        status=status,
        tier=None if blocked else final,
        computed=computed.id,
        marks=marks,
        bound_by=_blocking(acting) if blocked else _bound_by(questionnaire, computed, final, scales, acting),
        scales=scales,
        controls=tuple(
            ControlResult(
                control.id,
                lowered=control.cap is not None and computed > control.cap,
                confirmed=control.id in confirmed,
            )
            for control in acting
        ),
        products=() if blocked else _products(questionnaire, final, marks),
    )


def _status(acting: list[Control], confirmed: Collection[str]) -> Status:
    asked = {control.then for control in acting if control.then and control.id not in confirmed}
    if Then.BLOCK in asked:
        return Status.BLOCKED
    if Then.CONFIRM in asked:
        return Status.UNCONFIRMED
    return Status.REFERRED if Then.REFER in asked else Status.COMPLETE


def _blocking(acting: list[Control]) -> tuple[str, ...]:
    return tuple(control.id for control in acting if control.then is Then.BLOCK)


def _bound_by(
    questionnaire: Questionnaire,
    computed: Rank,
    final: str,
    scales: tuple[ScaleResult, ...],
    acting: list[Control],
) -> tuple[str, ...]:
    """Return what holds the tier: scales whose band it is, if the rule gave it, and controls whose cap it is."""
    ruling = questionnaire.tiers.by.names if computed == final else ()
    binding = [result.id for result in scales if result.id in ruling and result.band == final]
    return (*binding, *(control.id for control in acting if control.cap == final))


def _products(questionnaire: Questionnaire, tier: str, marks: tuple[str, ...]) -> tuple[ProductMatch, ...]:
    products = questionnaire.products
    cells = products.cells[next((mark for mark in marks if mark in products.cells), tier)]
    return tuple([ProductMatch(grade.id, cell) for grade, cell in zip(products.grades, cells, strict=True)])
