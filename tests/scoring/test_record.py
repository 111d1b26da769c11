"""What a record holds, and what is found when any part of it is changed."""

import copy
from typing import Any

import pytest

import scoring
from scoring.canonical import digest
from scoring.questionnaire import Questionnaire
from scoring.record import (
    FIELDS,
    UNCOMPUTED,
    Difference,
    Record,
    make_record,
    record_form,
    verify_record,
)
from scoring.refusal import Refused
from tests.scoring.real import EXAMPLES, FORM, answers_of

GONE = object()
CONFIRMED = ["goal_against_horizon"]
TIMES: dict[str, Any] = {"started": "2026-11-23T08:00:00Z", "finished": "2026-11-23T08:07:30Z"}
RECORD = make_record(FORM, answers_of("growth_in_a_hurry"), language="zh", confirmed=CONFIRMED, **TIMES)
SUSPECTS = ", ".join(UNCOMPUTED)


def verify(record: Any) -> tuple[Difference, ...]:
    """Verify a record as everyone does: with the questionnaire that it names, if it is known."""
    known: dict[tuple[str, str] | None, Questionnaire] = {(FORM.id, FORM.version): FORM}
    return verify_record(record, known.get(record_form(record)))


def tampered(path: str, value: object) -> Record:
    """Return the record with `value` at a path such as `assessment scales 0 value`, its digest left as it was."""
    made = copy.deepcopy(RECORD)
    place: Any = made
    *way, last = [int(step) if step.isdecimal() else step for step in path.split()]
    for step in way:
        place = place[step]
    if value is GONE:
        del place[last]
    else:
        place[last] = value
    return made


def sealed(record: Record) -> Record:
    """Return a record with the digest that fits it now."""
    return {**record, "sha256": digest({key: value for key, value in record.items() if key != "sha256"})}


def briefly(differences: tuple[Difference, ...]) -> list[str]:
    """Return the code and the field of each difference."""
    return [f"{difference.code} {difference.field}" for difference in differences]


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_is_made_holds(example: str) -> None:
    record = make_record(FORM, answers_of(example), language="en", **TIMES)
    assert verify(record) == ()
    assert list(record) == list(FIELDS)


def test_a_record_says_which_questionnaire_and_which_engine() -> None:
    assert RECORD["questionnaire"] == {"id": FORM.id, "version": FORM.version, "digest": FORM.digest}
    assert (RECORD["format"], RECORD["format_version"]) == ("suitability-record", 2)
    assert (RECORD["engine"], record_form(RECORD)) == (scoring.__version__, (FORM.id, FORM.version))


def test_what_was_not_asked_and_confirmations_of_what_did_not_act_are_left_out() -> None:
    answers = answers_of("seasoned", held=["none"], past="kept")
    record: Any = make_record(FORM, answers, language="zh", confirmed=CONFIRMED, **TIMES)
    assert "past" not in record["answers"]
    assert (record["confirmed"], verify(record)) == ([], ())


def test_answers_that_cannot_be_scored_make_no_record() -> None:
    with pytest.raises(Refused, match="not_whole age"):
        make_record(FORM, answers_of("seasoned", age=None), language="zh", **TIMES)


@pytest.mark.parametrize(
    ("path", "value", "differences"),
    [
        ("assessment outcomes 0 level", "C5", ["differs assessment.outcomes[tier].level"]),
        ("assessment outcomes 0 level", None, ["differs assessment.outcomes[tier].level"]),
        ("assessment outcomes 0 level", GONE, ["differs assessment.outcomes[tier].level"]),
        ("assessment outcomes 0 computed", "C5", ["differs assessment.outcomes[tier].computed"]),
        ("assessment status", "referred", ["differs assessment.status"]),
        ("assessment marks", ["lowest-category"], ["differs assessment.marks"]),
        ("assessment outcomes 0 bound_by 0", "tolerance", ["differs assessment.outcomes[tier].bound_by[0]"]),
        ("assessment outcomes 0 bound_by", [], ["differs assessment.outcomes[tier].bound_by"]),
        ("assessment scales 0 value", 11, ["differs assessment.scales[finances].value"]),
        ("assessment scales 0 value", "12", ["differs assessment.scales[finances].value"]),
        ("assessment scales 1 to_next", 0, ["differs assessment.scales[capacity].to_next"]),
        ("assessment scales 0 to_next", None, ["differs assessment.scales[finances].to_next"]),
        ("assessment scales 1 to_next", GONE, ["differs assessment.scales[capacity].to_next"]),
        ("assessment scales 0 near", 0, ["differs assessment.scales[finances].near"]),
        ("assessment scales 0 note", "good", ["differs assessment.scales[finances].note"]),
        ("assessment scales 0 note", None, ["differs assessment.scales[finances].note"]),
        ("assessment scales 1 band", "C5", ["differs assessment.scales[capacity].band"]),
        ("assessment scales 1 id", "finances", ["differs assessment.scales[1].id"]),
        ("assessment scales 1 parts 2 points", 3, ["differs assessment.scales[capacity].parts[2].points"]),
        ("assessment scales 4", None, ["differs assessment.scales[4]"]),
        ("assessment scales 4", GONE, ["differs assessment.scales"]),
        ("assessment controls 0 lowered", False, ["differs assessment.controls[goal_against_horizon].lowered"]),
        ("assessment controls 0 confirmed", 1, ["differs assessment.controls[goal_against_horizon].confirmed"]),
        ("assessment controls", [], ["differs assessment.controls"]),
        ("assessment products 4 match", "match", ["differs assessment.products[4].match"]),
        ("assessment products", GONE, ["differs assessment.products"]),
        ("assessment advice", "buy", ["differs assessment.advice"]),
        ("assessment advice", None, ["differs assessment.advice"]),
        (
            "confirmed",
            [],
            ["differs assessment.status", "differs assessment.controls[goal_against_horizon].confirmed"],
        ),
        ("confirmed", CONFIRMED * 2, ["differs confirmed"]),
        ("confirmed", ["loss_against_means", *CONFIRMED], ["differs confirmed"]),
        ("confirmed", ["no_loss"], ["cannot_be_scored confirmed"]),
        ("confirmed", [1, None], ["cannot_be_scored confirmed", "cannot_be_scored confirmed"]),
        ("answers age", "30", ["cannot_be_scored answers.age"]),
        ("answers age", True, ["cannot_be_scored answers.age"]),
        ("answers age", GONE, ["cannot_be_scored answers.age"]),
        ("answers loss", "to_90", ["cannot_be_scored answers.loss"]),
        ("answers held", ["equity", "bond_funds"], ["differs answers.held[0]", "differs answers.held[1]"]),
        ("answers held", [], ["cannot_be_scored answers.held"]),
        ("answers who", "me", ["cannot_be_scored answers.who"]),
        ("questionnaire digest", "0" * 64, ["other_questionnaire questionnaire.digest"]),
        ("questionnaire digest", GONE, ["other_questionnaire questionnaire.digest"]),
        ("questionnaire digest", 1, ["other_questionnaire questionnaire.digest"]),
        ("finished", "2026-11-23T07:59:59Z", ["ends_before_start finished"]),
    ],
)
def test_a_change_is_found_and_a_new_digest_does_not_hide_it(path: str, value: object, differences: list[str]) -> None:
    changed = tampered(path, value)
    assert briefly(verify(changed)) == [*differences, "digest_too sha256"]
    assert briefly(verify(sealed(changed))) == differences


@pytest.mark.parametrize(
    ("item", "answer", "moved"),
    [
        ("age", 17, "assessment.status tier.level tier.bound_by assessment.controls assessment.products"),
        (
            "goal",
            "balance",
            (
                "confirmed tier.bound_by objectives.value objectives.percent objectives.above_edge "
                "objectives.to_next objectives.parts[1].points objectives.near assessment.controls"
            ),
        ),
        (
            "held",
            ["none"],
            (
                "answers.past assessment.status knowing.value knowing.percent knowing.band knowing.to_next "
                "knowing.parts[1].points tolerance.value tolerance.percent tolerance.above_edge tolerance.to_next "
                "tolerance.parts[2].points assessment.controls"
            ),
        ),
    ],
)
def test_another_answer_is_betrayed_by_the_assessment(item: str, answer: object, moved: str) -> None:
    scales = {scale.id: f"assessment.scales[{scale.id}]" for scale in FORM.scales}
    scales["tier"] = "assessment.outcomes[tier]"
    fields = [".".join([scales.get(step, step) for step in field.split(".")]) for field in moved.split()]
    assert briefly(verify(sealed(tampered(f"answers {item}", answer)))) == [f"differs {field}" for field in fields]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("language", "en"),
        ("engine", "0.9.0"),
        ("started", "2026-11-23T07:00:00Z"),
        ("finished", "2026-11-24T08:00:00Z"),
        ("answers age", 31),
    ],
)
def test_what_nothing_follows_from_is_held_by_the_digest_alone(path: str, value: object) -> None:
    changed = tampered(path, value)
    assert verify(changed) == (Difference("digest_alone", "sha256", str(RECORD["sha256"]), SUSPECTS),)
    assert verify(sealed(changed)) == (), "a digest is no signature"


@pytest.mark.parametrize(
    ("path", "value", "difference"),
    [
        ("assessment outcomes 0 level", "C5", Difference("differs", "assessment.outcomes[tier].level", "C5", "C2")),
        ("assessment outcomes 0 level", None, Difference("differs", "assessment.outcomes[tier].level", "—", "C2")),
        (
            "assessment outcomes 0 bound_by",
            [],
            Difference("differs", "assessment.outcomes[tier].bound_by", "—", "goal_against_horizon, within_five"),
        ),
        (
            "assessment controls",
            [],
            Difference("differs", "assessment.controls", "—", "goal_against_horizon, within_five"),
        ),
        ("answers age", "30", Difference("cannot_be_scored", "answers.age", "30", "not_whole")),
        ("confirmed", ["x"], Difference("cannot_be_scored", "confirmed", "x", "unknown_confirmation")),
        (
            "questionnaire digest",
            "ab",
            Difference("other_questionnaire", "questionnaire.digest", "ab", FORM.digest),
        ),
        (
            "finished",
            "2026-11-23T07:59:59Z",
            Difference("ends_before_start", "finished", "2026-11-23T07:59:59Z", "2026-11-23T08:00:00Z"),
        ),
        (
            "questionnaire version",
            "1999.1",
            Difference("unknown_questionnaire", "questionnaire", "individual-risk 1999.1"),
        ),
        ("questionnaire id", "nobody", Difference("unknown_questionnaire", "questionnaire", "nobody 2026.1")),
    ],
)
def test_a_difference_says_what_was_recorded_and_what_belongs_there(
    path: str, value: object, difference: Difference
) -> None:
    assert verify(sealed(tampered(path, value))) == (difference,)


def test_a_field_that_nobody_knows_is_a_suspect_too() -> None:
    changed = {**RECORD, "zeal": 1, "advice": "buy"}
    assert verify(changed) == (
        Difference("digest_alone", "sha256", str(RECORD["sha256"]), f"{SUSPECTS}, advice, zeal"),
    )


def test_a_forged_digest_is_told_with_the_right_one() -> None:
    right = RECORD["sha256"]
    assert verify({**RECORD, "sha256": "0" * 64}) == (Difference("digest_alone", "sha256", "0" * 64, SUSPECTS),)
    changed = tampered("assessment outcomes 0 level", "C5")
    assert verify(changed)[-1] == Difference("digest_too", "sha256", str(right), str(sealed(changed)["sha256"]))
