"""From answers to an assessment: items to scales, scales to outcomes, controls to what may be relied on."""

from collections.abc import Collection, Mapping
from functools import lru_cache

from scoring.answers import Answers, parse_answers
from scoring.assessment import Assessment, ControlResult, OutcomeResult, ProductMatch, ScaleResult, Status
from scoring.exact import Exact
from scoring.expression import Facts, Run
from scoring.operations import Rank
from scoring.outcome import TIER, Control, Outcome, Then
from scoring.questionnaire import Questionnaire
from scoring.refusal import Refusal, Refused
from scoring.scale_score import UNDRAWN, Known, scorers


def score(
    form: Questionnaire, answers: Mapping[str, object], confirmed: Collection[str] = (), seed: int | None = None
) -> Assessment:
    """Return what raw `answers` give.

    confirmed: the controls whose contradiction the reader stands by; seed: what decided the items of pools.
    Errors: Refused, with every reason.
    """
    return assess(form, parse_answers(form, answers, seed), confirmed)


def assess(form: Questionnaire, answers: Answers, confirmed: Collection[str] = ()) -> Assessment:
    """Return what parsed answers give. Errors: Refused for an unknown confirmation or too few answers in a scale."""
    if confirmed:
        _refuse_unknown_confirmations(form, confirmed)
    facts = answers.facts()
    scales = _scales(form, answers, facts)
    computed: dict[str, Rank] = {}
    for outcome in form.outcomes:
        rank = outcome.by.run(facts)
        if isinstance(rank, Rank):  # otherwise its scales have no result
            computed[outcome.id] = rank
    if computed:
        facts.values = {**answers.values, **computed}
    capped = dict(computed)
    facts.capped = capped
    acting = []
    for control, run, capping in _controls(form):
        if run(facts) is not True:
            continue
        acting.append(control)
        if control.cap and capping is not None and capping.id in capped and capped[capping.id] > control.cap:
            capped[capping.id] = Rank.among(control.cap, capping.order)
    status = _status(acting, confirmed)
    marks = tuple(dict.fromkeys([control.mark for control in acting if control.mark]))
    tier = capped.get(TIER) if status is not Status.BLOCKED else None
    return Assessment(
        status=status,
        outcomes=tuple(
            [_outcome(one, computed.get(one.id), capped.get(one.id), status, scales, acting) for one in form.outcomes]
        ),
        marks=marks,
        scales=scales,
        controls=tuple([_control(form, control, computed, confirmed) for control in acting]),
        products=_products(form, tier.id, marks) if tier else (),
    )


def _scales(form: Questionnaire, answers: Answers, facts: Facts) -> tuple[ScaleResult, ...]:
    """Work out every scale, and put into `facts` what expressions may ask of points and bands."""
    items = form.items
    points: dict[str, Exact | None] = {id_: items[id_].points(answer) for id_, answer in answers.given.items()}
    known = Known(
        worth={**points, **dict.fromkeys(answers.undrawn, UNDRAWN)},
        keys={id_: answer for id_, answer in answers.given.items() if isinstance(answer, str)},
    )
    bands: dict[str, Rank] = {}
    results = []
    for scale, run in zip(form.scales, scorers(form), strict=True):
        result = run(known)
        results.append(result)
        points[scale.id] = known.worth[scale.id] = result.value
        if result.band:
            known.keys[scale.id] = result.band
            bands[scale.id] = Rank.among(result.band, scale.order)
            if scale.band_points:
                known.worth[scale.id] = scale.band_points[result.band]
    facts.points, facts.bands = points, bands
    return tuple(results)


@lru_cache(maxsize=64)
def _controls(form: Questionnaire) -> tuple[tuple[Control, Run, Outcome | None], ...]:
    """Return the controls in order, each with its condition and the outcome that it caps."""
    return tuple((one, one.when.run, form.outcome_of[one.cap] if one.cap else None) for one in form.controls)


def _refuse_unknown_confirmations(form: Questionnaire, confirmed: Collection[str]) -> None:
    known = {control.id for control in form.controls if control.then is Then.CONFIRM}
    unknown = [id_ for id_ in confirmed if id_ not in known]
    if unknown:
        raise Refused([Refusal("unknown_confirmation", None, id_) for id_ in unknown])


def _status(acting: list[Control], confirmed: Collection[str]) -> Status:
    asked = {control.then for control in acting if control.then and control.id not in confirmed}
    if Then.BLOCK in asked:
        return Status.BLOCKED
    if Then.CONFIRM in asked:
        return Status.UNCONFIRMED
    return Status.REFERRED if Then.REFER in asked else Status.COMPLETE


def _control(
    form: Questionnaire, control: Control, computed: Mapping[str, Rank], confirmed: Collection[str]
) -> ControlResult:
    before = computed.get(form.outcome_of[control.cap].id) if control.cap else None
    lowered = before is not None and control.cap is not None and before > control.cap
    return ControlResult(control.id, lowered, control.id in confirmed)


def _outcome(  # noqa: PLR0913, PLR0917  what bears on one outcome
    outcome: Outcome,
    computed: Rank | None,
    final: Rank | None,
    status: Status,
    scales: tuple[ScaleResult, ...],
    acting: list[Control],
) -> OutcomeResult:
    if computed is None or final is None:
        return OutcomeResult(outcome.id, None, None, ())
    if status is Status.BLOCKED:
        blocking = tuple(control.id for control in acting if control.then is Then.BLOCK)
        return OutcomeResult(outcome.id, None, computed.id, blocking)
    passed = final >= outcome.passed_from if outcome.passed_from else None
    return OutcomeResult(outcome.id, final.id, computed.id, _bound_by(outcome, computed, final, scales, acting), passed)


def _bound_by(
    outcome: Outcome, computed: Rank, final: Rank, scales: tuple[ScaleResult, ...], acting: list[Control]
) -> tuple[str, ...]:
    """Return what holds the level: scales whose band it is, if the rule gave it, and controls whose cap it is."""
    ruling = outcome.by.names if computed == final else ()
    binding = [result.id for result in scales if result.id in ruling and result.band == final.id]
    return (*binding, *[control.id for control in acting if control.cap == final.id])


def _products(form: Questionnaire, tier: str, marks: tuple[str, ...]) -> tuple[ProductMatch, ...]:
    products = form.products
    if not products:
        return ()
    cells = products.cells[next((mark for mark in marks if mark in products.cells), tier)]
    return tuple([ProductMatch(grade.id, cell) for grade, cell in zip(products.grades, cells, strict=True)])
