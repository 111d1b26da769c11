"""The record: what a person keeps of an assessment, and what anyone can verify by computing it again.

A record carries its own SHA-256 over its canonical JSON (without that one field). That finds accidents and careless
edits; it is no signature, since whoever changes a record can compute a new digest. What cannot be forged that way is
the assessment: it must follow from the answers, and `verify_record` computes it again.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import scoring
from scoring.answers import parse_answers
from scoring.canonical import Plain, digest
from scoring.plain import to_plain
from scoring.questionnaire import Questionnaire
from scoring.refusal import Refusal, Refused
from scoring.score import assess

FORMAT, FORMAT_VERSION = "suitability-record", 2
_TIME = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ",
    re.ASCII,
)
DEEPEST, LONGEST = 100, 10**100  # no record of ours comes near; beyond, Python refuses to walk or to print it

type Record = dict[str, Plain]

FIELDS: Mapping[str, type] = {
    "format": str,
    "format_version": int,
    "questionnaire": dict,
    "engine": str,
    "language": str,
    "answers": dict,
    "confirmed": list,
    "assessment": dict,
    "started": str,
    "finished": str,
    "sha256": str,
}
UNCOMPUTED = ("answers", "language", "started", "finished", "engine")  # a change here may show in the digest alone


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing wrong with a record. `code` has a sentence per language; `field` is a path such as assessment.marks."""

    code: str
    field: str
    recorded: str = ""
    expected: str = ""


def make_record(  # noqa: PLR0913  a record holds this much; all but two by name
    questionnaire: Questionnaire,
    answers: Mapping[str, object],
    *,
    language: str,
    started: str,
    finished: str,
    confirmed: Collection[str] = (),
    seed: int | None = None,
) -> Record:
    """Return the record of scoring `answers`; `started` and `finished` are UTC, as 2026-11-23T08:00:00Z.

    seed: what decided items and order, for a form that draws or shuffles; other forms keep none.
    Answers to items that were not asked are left out; confirmations of controls that did not act too.
    Errors: Refused, with every reason, for answers that cannot be scored.
    """
    drawn = seed if questionnaire.seeded else None
    parsed = parse_answers(questionnaire, answers, drawn)
    assessment = assess(questionnaire, parsed, confirmed)
    record: Record = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "questionnaire": {
            "id": questionnaire.id,
            "version": questionnaire.version,
            "digest": questionnaire.digest,
        },
        "engine": scoring.__version__,
        "language": language,
        **({} if drawn is None else {"seed": drawn}),
        "answers": to_plain(dict(parsed.given)),
        "confirmed": [result.id for result in assessment.controls if result.confirmed],
        "assessment": to_plain(assessment),
        "started": started,
        "finished": finished,
    }
    return {**record, "sha256": digest(record)}


def record_form(record: object) -> tuple[str, str] | None:
    """Return the (id, version) of the questionnaire that a record names, or None when it names none."""
    form = record.get("questionnaire") if isinstance(record, Mapping) else None
    if not isinstance(form, Mapping):
        return None
    id_, version = form.get("id"), form.get("version")
    return (id_, version) if isinstance(id_, str) and isinstance(version, str) else None


def verify_record(record: object, questionnaire: Questionnaire | None) -> tuple[Difference, ...]:
    """Return everything that is wrong with `record` (parsed JSON); nothing when it holds.

    questionnaire: the version it names, or None when that is not known.
    """
    wrong = tuple(_shape(record))
    if wrong:
        return wrong
    assert isinstance(record, dict)  # its shape was just checked
    if questionnaire is None:
        return (Difference("unknown_questionnaire", "questionnaire", " ".join(record_form(record) or ())),)
    found = (*_origin(record, questionnaire), *_recomputed(record, questionnaire))
    return (*found, *_own_digest(record, found))


def _shape(record: object) -> Iterator[Difference]:
    if not isinstance(record, dict) or _beyond_bounds(record):
        yield Difference("not_a_record", "")
        return
    for field, kind in FIELDS.items():
        if field not in record:
            yield Difference("missing_field", field)
        elif not isinstance(record[field], kind) or isinstance(record[field], bool):
            yield Difference("wrong_type", field, type(record[field]).__name__, kind.__name__)
        elif field in ("started", "finished") and not _TIME.fullmatch(record[field]):
            yield Difference("not_a_time", field, record[field])
    if (record.get("format"), record.get("format_version")) != (FORMAT, FORMAT_VERSION):
        given = f"{record.get('format')} {record.get('format_version')}"
        yield Difference("unknown_format", "format", given, f"{FORMAT} {FORMAT_VERSION}")
    if "questionnaire" in record and record_form(record) is None:
        form = record["questionnaire"]
        lacks = "version" if isinstance(form, dict) and isinstance(form.get("id"), str) else "id"
        yield Difference("missing_field", f"questionnaire.{lacks}")


def _beyond_bounds(record: object) -> bool:
    level = [record]
    for _ in range(DEEPEST):
        if any(isinstance(part, int) and abs(part) > LONGEST for part in level):
            return True
        holders = [part.values() if isinstance(part, dict) else part for part in level if isinstance(part, dict | list)]
        level = [part for holder in holders for part in holder]
    return bool(level)


def _origin(record: Record, questionnaire: Questionnaire) -> Iterator[Difference]:
    form = record["questionnaire"]
    assert isinstance(form, dict)
    for field in ("id", "version", "digest"):
        if form.get(field) != getattr(questionnaire, field):
            recorded, expected = str(form.get(field)), getattr(questionnaire, field)
            yield Difference("other_questionnaire", f"questionnaire.{field}", recorded, expected)
    if str(record["finished"]) < str(record["started"]):  # both are UTC in one fixed form, so text order is time order
        yield Difference("ends_before_start", "finished", str(record["finished"]), str(record["started"]))


def _recomputed(record: Record, questionnaire: Questionnaire) -> Iterator[Difference]:
    answers, confirmed = record["answers"], record["confirmed"]
    assert isinstance(answers, dict)
    assert isinstance(confirmed, list)
    try:
        again = make_record(
            questionnaire,
            answers,
            language="",
            started="",
            finished="",
            confirmed=[str(part) for part in confirmed],
            seed=record.get("seed"),  # type: ignore[arg-type]  # one that is none is refused
        )
    except Refused as refused:
        yield from (_refusal(refusal) for refusal in refused.refusals)
        return
    for field in ("answers", "confirmed", "assessment"):
        yield from _compare(field, record[field], again[field])


def _refusal(refusal: Refusal) -> Difference:
    field = f"answers.{refusal.item}" if refusal.item else "seed" if "seed" in refusal.code else "confirmed"
    return Difference("cannot_be_scored", field, refusal.given, refusal.code)


def _own_digest(record: Record, found: tuple[Difference, ...]) -> Iterator[Difference]:
    content = {key: value for key, value in record.items() if key != "sha256"}
    try:
        expected = digest(content)
    except (TypeError, ValueError) as error:
        yield Difference("not_canonical", "sha256", str(error))
        return
    if record["sha256"] != expected:
        suspects = ", ".join([*UNCOMPUTED, *sorted(record.keys() - FIELDS)])
        code = "digest_too" if found else "digest_alone"
        yield Difference(code, "sha256", str(record["sha256"]), expected if found else suspects)


def _compare(path: str, recorded: Plain, expected: Plain) -> Iterator[Difference]:
    if isinstance(recorded, dict) and isinstance(expected, dict):
        for key in [*expected, *(key for key in recorded if key not in expected)]:
            if key in recorded and key in expected:
                yield from _compare(f"{path}.{key}", recorded[key], expected[key])
            else:  # a null that is left out, or put in, is a change too
                yield Difference("differs", f"{path}.{key}", _shown(recorded.get(key)), _shown(expected.get(key)))
    elif isinstance(recorded, list) and isinstance(expected, list) and len(recorded) == len(expected):
        for place, (left, right) in enumerate(zip(recorded, expected, strict=True)):
            yield from _compare(f"{path}[{_place(left, right, place)}]", left, right)
    elif recorded != expected or type(recorded) is not type(expected):  # True == 1 in Python, not in JSON
        yield Difference("differs", path, _shown(recorded), _shown(expected))


def _place(recorded: Plain, expected: Plain, place: int) -> str:
    ids = [part.get("id") for part in (recorded, expected) if isinstance(part, dict)]
    return str(ids[0]) if len(ids) == 2 and ids[0] == ids[1] and ids[0] else str(place)  # noqa: PLR2004  a pair


def _shown(value: Plain) -> str:
    if isinstance(value, list):
        return ", ".join(str(part.get("id", part)) if isinstance(part, dict) else str(part) for part in value) or "—"
    return "—" if value is None else str(value)
