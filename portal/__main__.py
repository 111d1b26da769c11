"""The portal in a terminal: describe a questionnaire, score answers, verify a record, check everything.

Exit codes: 0 done; 1 refused, faulty or not verified; 2 bad use.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from portal.diff import differences
from portal.library import LANGUAGES, ROOT, Library, read_library, read_questionnaire
from portal.reader.problem import FaultyFile
from portal.schema import written as written_schema
from portal.seals import write_seal
from scoring.group import assess_together
from scoring.plain import to_plain
from scoring.questionnaire import Questionnaire
from scoring.record import make_record, record_form, verify_record
from scoring.refusal import Refused, say
from scoring.score import score

DONE, REFUSED, BAD_USE = 0, 1, 2


class BadUseError(Exception):
    """A command that cannot be carried out as given; the message says what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace, Library], int] = options.command
    try:
        return command(options, read_library())
    except FaultyFile as faulty:
        _complain(str(faulty))
        return REFUSED
    except BadUseError as bad:
        _complain(str(bad))
        return BAD_USE


def _describe(options: argparse.Namespace, library: Library) -> int:
    _print(to_plain(_form(options.form, library)))
    return DONE


def _score(options: argparse.Namespace, library: Library) -> int:
    form, answers = _form(options.form, library), _read_answers(options.answers)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    about = {"language": options.language, "started": now, "finished": now}
    try:
        _print(make_record(form, answers, **about, confirmed=tuple(options.confirm), seed=options.seed))
    except Refused as refused:
        _refuse(refused, form, options.language, library)
        return REFUSED
    return DONE


def _together(options: argparse.Namespace, library: Library) -> int:
    """Assess several people, each by a file of answers, and together."""
    form = _form(options.form, library)
    if form.group is None or len(options.answers) < 2:  # noqa: PLR2004  one person is no group
        what = (
            "assesses two or more people together: give a file of answers for each"
            if form.group
            else "has no rule for people assessed together: add 'group' to it"
        )
        raise BadUseError(f"{form.id} {what}")
    members = []
    for path in options.answers:
        try:
            members.append(score(form, _read_answers(path), seed=options.seed))
        except Refused as refused:
            _complain(f"{path}:")
            _refuse(refused, form, options.language, library)
    if len(members) < len(options.answers):
        return REFUSED
    together = assess_together(form, members)
    levels = [dict(zip(("id", "level"), pair, strict=True)) for pair in together.outcomes]
    _print({"outcomes": levels, "diverges": list(together.diverges), "members": [to_plain(one) for one in members]})
    return DONE


def _refuse(refused: Refused, form: Questionnaire, language: str, library: Library) -> None:
    for refusal in refused.refusals:
        _complain(say(refusal, form, language, library.words[language]["refusal"]))


def _verify(options: argparse.Namespace, library: Library) -> int:
    record = _read_json(options.record)
    id_, version = record_form(record) or ("", "")
    words = library.words[options.language]["record"]
    differences = verify_record(record, library.forms.get(id_, {}).get(version))
    for wrong in differences:
        _complain(words[wrong.code].format(field=wrong.field, recorded=wrong.recorded, expected=wrong.expected))
    if not differences:
        print(words["valid"])
    return REFUSED if differences else DONE


def _seal(options: argparse.Namespace, library: Library) -> int:
    form = _known(options.form, library)
    path = ROOT / "questionnaires" / form.id / f"{form.version}.yaml"
    try:
        print(write_seal(form, path).relative_to(ROOT).as_posix())
    except FileExistsError:
        raise BadUseError(f"{form.id} {form.version} is sealed already; write a new version to change it") from None
    return DONE


def _diff(options: argparse.Namespace, library: Library) -> int:
    old, new = _form(options.old, library), _form(options.new, library)
    for line in differences(old, new, options.language, library.words[options.language]["diff"]):
        print(line)
    return DONE


def _schema(_: argparse.Namespace, _library: Library) -> int:
    print(written_schema(), end="")
    return DONE


def _check(_: argparse.Namespace, library: Library) -> int:
    count = sum(len(versions) for versions in library.forms.values())
    print(f"{count} questionnaire version(s), {len(library.sources)} sources: no faults")
    return DONE


def _known(named: str, library: Library) -> Questionnaire:
    """Return the newest version of a questionnaire of the library, or the one that `id@version` names."""
    id_, _, version = named.partition("@")
    versions = library.forms.get(id_, {})
    if version in versions or (versions and not version):
        return versions[version] if version else library.newest(id_)
    known = [f"{form}@{version}" for form, versions in library.forms.items() for version in versions]
    raise BadUseError(f"there is no questionnaire '{named}'; use one of {', '.join(known)}")


def _form(named: str, library: Library) -> Questionnaire:
    if named.partition("@")[0] in library.forms:
        return _known(named, library)
    if named.endswith((".yaml", ".yml")):
        try:
            return read_questionnaire(named)
        except OSError as error:
            raise BadUseError(f"{named}: cannot be read ({error.strerror}); give the path of a YAML file") from None
    known = ", ".join(library.forms)
    raise BadUseError(f"there is no questionnaire '{named}'; use one of {known}, or the path of a YAML file")


def _read_answers(path: str) -> dict[str, object]:
    answers = _read_json(path)
    if not isinstance(answers, dict):
        raise BadUseError(f'{path}: answers are an object such as {{"item": "option"}}')
    return answers


def _read_json(path: str) -> Any:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise BadUseError(f"{path}: cannot be read ({error.strerror}); give the path of a JSON file") from None
    except (ValueError, RecursionError) as error:  # also bad UTF-8, and numbers of thousands of digits
        raise BadUseError(f"{path}: this is not JSON ({error}); give a JSON file in UTF-8") from None


def _print(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m portal", description=__doc__.splitlines()[0] if __doc__ else "")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Callable[[argparse.Namespace, Library], int], about: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=about, description=about)
        sub.set_defaults(command=command)
        sub.add_argument("--language", choices=LANGUAGES, default="en", help="the language of messages and records")
        return sub

    form_help = "a questionnaire's id, id@version, or the path of a YAML file"
    add("describe", _describe, "print the whole model as JSON").add_argument("form", metavar="ID", help=form_help)
    scored = add("score", _score, "score answers and print the record")
    scored.add_argument("form", metavar="ID", help=form_help)
    scored.add_argument("answers", metavar="ANSWERS.json", help="{item: option | [options] | number}")
    scored.add_argument("--confirm", metavar="CONTROL", action="append", default=[], help="stand by a contradiction")
    seed_help = "the seed of a form that draws its items or shuffles its options"
    scored.add_argument("--seed", type=int, metavar="N", help=seed_help)
    group = add("together", _together, "assess two or more people together")
    group.add_argument("form", metavar="ID", help=form_help)
    group.add_argument("answers", metavar="ANSWERS.json", nargs="+", help="one file a person")
    group.add_argument("--seed", type=int, metavar="N", help=seed_help)
    add("schema", _schema, "print the JSON Schema of questionnaires, for editors")
    add("verify", _verify, "verify a record").add_argument("record", metavar="RECORD.json", help="a record")
    seal = add("seal", _seal, "seal a version that is being published: from then on it may not change")
    seal.add_argument("form", metavar="ID[@VERSION]", help="a questionnaire of the library")
    diff = add("diff", _diff, "show what changes from one version to another, for answers and for results")
    diff.add_argument("old", metavar="OLD", help=form_help)
    diff.add_argument("new", metavar="NEW", help=form_help)
    add("check", _check, "check words, sources and every questionnaire")
    return parser


if __name__ == "__main__":
    sys.exit(main())
