"""`python -m portal`: what it prints, where, and its exit code."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from portal.__main__ import main
from portal.library import LANGUAGES, ROOT, Library, read_library
from portal.reader.problem import FaultyFile, Problem
from portal.reader.questionnaire import read_file
from portal.words import WORDS_FILE, read_words
from scoring.canonical import digest
from scoring.plain import to_plain
from scoring.record import verify_record
from scoring.score import score
from tests.reader.test_faults import AROUND, HERE

SMALL = read_file(HERE / "small.yaml", "small.yaml", AROUND)
LIBRARY = Library(read_words(WORDS_FILE, LANGUAGES), {}, {"small": {"2026.1": SMALL}}, {})
SELLER = {"age": 40, "reserve": "years", "held": ["funds", "shares"], "fall": "sell", "past": "sold"}

type Run = Callable[..., tuple[int, str, str]]
type Write = Callable[..., str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command over the small questionnaire; return its exit code, its output and its complaints."""
    monkeypatch.setattr("portal.__main__.read_library", lambda: LIBRARY)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a value as a JSON file, or text and bytes as they are, and return the file's path."""

    def write(value: object, name: str = "given.json") -> str:
        path = tmp_path / name
        written = value if isinstance(value, str | bytes) else json.dumps(value)
        path.write_bytes(written.encode() if isinstance(written, str) else written)
        return str(path)

    return write


@cache
def project() -> Library:
    """Return the library of the project itself, read once."""
    return read_library()


@pytest.fixture
def run_project(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one command over the project's own questionnaires."""
    monkeypatch.setattr("portal.__main__.read_library", project)
    return run


def make_record(run: Run, write: Write, *options: str) -> dict[str, Any]:
    code, printed, complaints = run("score", "small", write(SELLER), *options)
    assert (code, complaints) == (0, "")
    record: dict[str, Any] = json.loads(printed)
    return record


def sealed(record: dict[str, Any]) -> dict[str, Any]:
    """Return `record` with the digest of what it now holds, as one who tampers with care would write it."""
    content = {key: value for key, value in record.items() if key != "sha256"}
    return {**content, "sha256": digest(content)}


@pytest.mark.parametrize("named", ["small", str(HERE / "small.yaml")], ids=["an id", "the path of a YAML file"])
def test_describe(run: Run, named: str) -> None:
    code, printed, complaints = run("describe", named)
    assert (code, complaints) == (0, "")
    assert json.loads(printed) == to_plain(SMALL)
    assert [outcome["id"] for outcome in json.loads(printed)["outcomes"]] == ["tier"]
    assert "您多大年纪？" in printed, "Chinese is printed as it is, not escaped"


@pytest.mark.parametrize(
    ("options", "recorded"),
    [
        ([], ("en", [], "unconfirmed")),
        (["--language", "zh"], ("zh", [], "unconfirmed")),
        (["--confirm", "sells"], ("en", ["sells"], "complete")),
    ],
    ids=["plain", "in Chinese", "with a contradiction confirmed"],
)
def test_score(run: Run, write: Write, options: list[str], recorded: tuple[str, list[str], str]) -> None:
    record = make_record(run, write, *options)
    assert verify_record(record, SMALL) == ()
    assert record["questionnaire"]["id"] == "small"
    assert record["answers"] == SELLER
    assert (record["language"], record["confirmed"], record["assessment"]["status"]) == recorded
    assert record["assessment"]["outcomes"] == [
        {"id": "tier", "level": "C1", "computed": "C1", "bound_by": ["attitude", "sells"]}
    ]


def test_score_with_a_questionnaire_that_is_only_a_file(run: Run, write: Write) -> None:
    code, printed, complaints = run("score", str(HERE / "small.yaml"), write(SELLER))
    assert (code, complaints) == (0, "")
    assert verify_record(json.loads(printed), SMALL) == ()


@pytest.mark.parametrize(
    ("answers", "language", "sentences"),
    [
        pytest.param(
            {"age": 121, "reserve": "year", "held": ["nothing", "funds"], "colour": "red"},
            "en",
            """\
This questionnaire has no item 'colour'; remove it, or check the questionnaire's version.
'How old are you?' (age) takes a whole number from 0 to 120, not '121'.
'How long would your savings last?' (reserve) has no option 'year'; choose one of: none, months, years.
'What have you held?' (held): 'nothing' cannot be chosen together with other options.
""",
            id="in English",
        ),
        pytest.param(
            {"age": 121, "reserve": "year", "held": ["nothing", "funds"], "colour": "red"},
            "zh",
            """\
这份问卷没有“colour”这一题；请去掉它，或核对问卷的版本。
“您多大年纪？”（age）需要 0 到 120 之间的整数，收到的是“121”。
“您的储蓄能用多久？”（reserve）没有“year”这个选项；可选的是：none、months、years。
“您持有过什么？”（held）选了“nothing”，就不能再选其他选项。
""",
            id="in Chinese",
        ),
        pytest.param(
            {"age": True, "reserve": ["none"], "held": "funds"},
            "en",
            """\
'How old are you?' (age) takes a whole number from 0 to 120, not 'True'.
'How long would your savings last?' (reserve) takes one option, not '['none']'; choose one of: none, months, years.
'What have you held?' (held) takes a list of options, each once, not 'funds'; choose from: nothing, funds, shares.
""",
            id="of the wrong types, in English",
        ),
        pytest.param(
            {"age": "四十", "reserve": 3, "held": []},
            "zh",
            """\
“您多大年纪？”（age）需要 0 到 120 之间的整数，收到的是“四十”。
“您的储蓄能用多久？”（reserve）只能选一项，收到的是“3”；可选的是：none、months、years。
“您持有过什么？”（held）需要一个选项列表，每项至多一次，收到的是“[]”；可选的是：nothing、funds、shares。
""",
            id="of the wrong types, in Chinese",
        ),
        pytest.param(
            {},
            "en",
            """\
Answer the question: How old are you? (age)
Answer the question: How long would your savings last? (reserve)
Answer the question: What have you held? (held)
""",
            id="none at all, in English",
        ),
        pytest.param(
            {"held": ["shares"]},
            "zh",
            """\
请回答：您多大年纪？（age）
请回答：您的储蓄能用多久？（reserve）
请回答：上一次下跌时您怎样做了？（past）
""",
            id="one only, in Chinese: the item it shows is asked for",
        ),
        pytest.param(
            {"age": 40, "reserve": "years", "held": ["funds"]},
            "en",
            "Too few questions count towards 'Attitude' (1) for a result; answer more of: fall, past.\n",
            id="too few for a scale, in English",
        ),
        pytest.param(
            {"age": 40, "reserve": "years", "held": ["funds"]},
            "zh",
            "“态度”这一方面只有 1 题可以计分，不足以得出结果；请再回答：fall、past。\n",
            id="too few for a scale, in Chinese",
        ),
    ],
)
def test_score_refuses_answers(
    run: Run, write: Write, answers: dict[str, object], language: str, sentences: str
) -> None:
    assert run("score", "small", write(answers), "--language", language) == (1, "", sentences)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "This questionnaire has no contradiction 'old' to confirm; remove it.\n"),
        ("zh", "这份问卷没有名为“old”的确认项；请去掉它。\n"),
    ],
)
def test_score_refuses_to_confirm_what_is_no_contradiction(
    run: Run, write: Write, language: str, sentence: str
) -> None:
    refused = run("score", "small", write(SELLER), "--confirm", "old", "--language", language)
    assert refused == (1, "", sentence)


def test_score_with_a_seed(run_project: Run, write: Write) -> None:
    form = project().newest("complex-products")
    answers = write(dict(form.examples[0].answers))
    code, printed, complaints = run_project("score", form.id, answers, "--seed", "1")
    assert (code, complaints) == (0, "")
    record = json.loads(printed)
    assert record["seed"] == 1
    assert len(record["answers"]) == 9, "three of four in each of three parts"
    assert verify_record(record, form) == ()


NO_SEED = {
    "en": "This questionnaire draws its items, so it needs the seed they were drawn by: a whole number from 0 to "
    "4294967295, as its records hold it.\n",
    "zh": "这份问卷随机抽题，需要抽题的种子（seed）；请用从本站下载的记录，或给出 0 到 4294967295 之间的整数。\n",
}


@pytest.mark.parametrize(
    ("options", "language", "sentence"),
    [
        ([], "en", NO_SEED["en"]),
        ([], "zh", NO_SEED["zh"]),
        (["--seed", "-1"], "en", "'-1' is no seed; give a whole number from 0 to 4294967295.\n"),
        (["--seed", "4294967296"], "zh", "“4294967296”不是抽题的种子；请给出 0 到 4294967295 之间的整数。\n"),
    ],
    ids=["none", "none, in Chinese", "below the first", "beyond the last, in Chinese"],
)
def test_score_refuses_a_seed_that_is_none(
    run_project: Run, write: Write, options: list[str], language: str, sentence: str
) -> None:
    answers = write(dict(project().newest("complex-products").examples[0].answers))
    assert run_project("score", "complex-products", answers, *options, "--language", language) == (1, "", sentence)


def test_a_form_that_draws_nothing_keeps_no_seed(run: Run, write: Write) -> None:
    assert "seed" not in make_record(run, write, "--seed", "1")


@pytest.mark.parametrize(
    ("members", "outcomes", "diverges"),
    [
        (("retired_teacher", "home_saver"), {"tier": "P1", "complexity": "simple"}, ["tier", "complexity"]),
        (("home_saver", "seasoned"), {"tier": "P4", "complexity": "complex"}, []),
    ],
    ids=["far apart", "one place apart"],
)
def test_together(
    run_project: Run,
    write: Write,
    members: tuple[str, ...],
    outcomes: dict[str, str],
    diverges: list[str],
) -> None:
    form = project().newest("mifid-profile")
    given = {example.id: dict(example.answers) for example in form.examples}
    code, printed, complaints = run_project("together", form.id, *(write(given[id_], f"{id_}.json") for id_ in members))
    assert (code, complaints) == (0, "")
    assert json.loads(printed) == {
        "outcomes": [{"id": id_, "level": level} for id_, level in outcomes.items()],
        "diverges": diverges,
        "members": [to_plain(score(form, given[id_])) for id_ in members],
    }


@pytest.mark.parametrize(
    ("form", "people", "complaint"),
    [
        ("mifid-profile", 1, "mifid-profile assesses two or more people together: give a file of answers for each\n"),
        ("individual-risk", 2, "individual-risk has no rule for people assessed together: add 'group' to it\n"),
        ("individual-risk", 1, "individual-risk has no rule for people assessed together: add 'group' to it\n"),
    ],
    ids=["one person", "a form without a rule", "one person, and a form without a rule"],
)
def test_together_cannot_be_carried_out(run_project: Run, write: Write, form: str, people: int, complaint: str) -> None:
    examples = project().newest(form).examples[:people]
    files = [write(dict(example.answers), f"{example.id}.json") for example in examples]
    assert run_project("together", form, *files) == (2, "", complaint)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "Answer the question: How old are you? (age)\n"), ("zh", "请回答：您的年龄是多少周岁？（age）\n")],
)
def test_together_says_whose_answers_it_refuses(run_project: Run, write: Write, language: str, sentence: str) -> None:
    form = project().newest("mifid-profile")
    first, second = (dict(example.answers) for example in form.examples[:2])
    del second["age"]
    sound, faulty = write(first, "first.json"), write(second, "second.json")
    said = run_project("together", form.id, sound, faulty, "--language", language)
    assert said == (1, "", f"{faulty}:\n{sentence}")


def test_schema_is_the_file_that_editors_read(run: Run) -> None:
    file = ROOT / "questionnaires" / "questionnaire.schema.json"
    assert run("schema") == (0, file.read_text(encoding="utf-8"), "")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The record holds: its result follows from its answers and its digest is right.\n"),
        ("zh", "记录有效：结果与回答一致，校验码相符。\n"),
    ],
)
def test_verify_accepts_what_score_prints(run: Run, write: Write, language: str, sentence: str) -> None:
    record = make_record(run, write)
    assert run("verify", write(record), "--language", language) == (0, sentence, "")


@pytest.mark.parametrize(
    ("tamper", "language", "sentences"),
    [
        pytest.param(
            lambda record: record["assessment"]["outcomes"][0].update(level="C2"),
            "en",
            """\
assessment.outcomes[tier].level: the record says 'C2'; its answers give 'C1'.
sha256: the digest does not fit; the record was changed after it was made.
""",
            id="a bolder tier",
        ),
        pytest.param(
            lambda record: record["assessment"]["outcomes"][0].update(level="C2"),
            "zh",
            """\
assessment.outcomes[tier].level：记录写的是“C2”，按回答算出的是“C1”。
sha256：校验码不符，记录在生成之后被改动过。
""",
            id="a bolder tier, in Chinese",
        ),
        pytest.param(
            lambda record: record["assessment"]["scales"][1].update(value=8),
            "en",
            """\
assessment.scales[attitude].value: the record says '8'; its answers give '3'.
sha256: the digest does not fit; the record was changed after it was made.
""",
            id="value of a scale",
        ),
        pytest.param(
            lambda record: record["answers"].update(fall="hold"),
            "en",
            """\
answers.fall: this answer cannot be scored (unknown_option, 'hold').
sha256: the digest does not fit; the record was changed after it was made.
""",
            id="an answer that does not exist",
        ),
        pytest.param(
            lambda record: record.update(language="zh"),
            "en",
            "sha256: the digest does not fit although the result follows from the answers; one of these was changed: "
            "answers, language, started, finished, engine.\n",
            id="a field that nothing follows from",
        ),
        pytest.param(
            lambda record: record.pop("answers"),
            "en",
            "answers: this field is missing.\n",
            id="no answers",
        ),
        pytest.param(
            lambda record: record.update(started="yesterday"),
            "en",
            "started: 'yesterday' is not a time such as 2026-11-23T08:00:00Z.\n",
            id="no time",
        ),
        pytest.param(
            lambda record: record["questionnaire"].update(version="2027.1"),
            "en",
            "questionnaire: the questionnaire 'small 2027.1' is not known here, so the record cannot be verified.\n",
            id="a version that is not known",
        ),
        pytest.param(
            lambda record: record["questionnaire"].update(version="2027.1"),
            "zh",
            "questionnaire：没有“small 2027.1”这份问卷或这个版本，无法核验。\n",
            id="a version that is not known, in Chinese",
        ),
    ],
)
def test_verify_names_what_was_changed(
    run: Run, write: Write, tamper: Callable[[dict[str, Any]], object], language: str, sentences: str
) -> None:
    record = make_record(run, write)
    tamper(record)
    assert run("verify", write(record), "--language", language) == (1, "", sentences)


def test_verify_finds_a_changed_tier_also_under_a_new_digest(run: Run, write: Write) -> None:
    record = make_record(run, write)
    record["assessment"]["outcomes"][0]["level"] = "C2"
    complaint = "assessment.outcomes[tier].level: the record says 'C2'; its answers give 'C1'.\n"
    assert run("verify", write(sealed(record))) == (1, "", complaint)


@pytest.mark.parametrize("value", [[], [1], "a text", 3, None], ids=repr)
def test_verify_refuses_what_is_no_record(run: Run, write: Write, value: object) -> None:
    complaint = "This is not an assessment record; choose a JSON file downloaded from this site.\n"
    assert run("verify", write(json.dumps(value))) == (1, "", complaint)


@pytest.mark.parametrize("command", [["score", "small"], ["verify"]], ids=" ".join)
@pytest.mark.parametrize(
    ("written", "why"),
    [
        pytest.param(
            "{age: 40}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)", id="not JSON"
        ),
        pytest.param("", "Expecting value: line 1 column 1 (char 0)", id="nothing"),
        pytest.param(
            b'{"age": "\xcb\xc4"}',
            "'utf-8' codec can't decode byte 0xcb in position 9: invalid continuation byte",
            id="another encoding",
        ),
        pytest.param(
            "[" * 100_000,
            "maximum recursion depth exceeded while decoding a JSON array from a unicode string",
            id="nested too deeply",
        ),
        pytest.param(
            '{"age": ' + "9" * 5000 + "}",
            "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; "
            "use sys.set_int_max_str_digits() to increase the limit",
            id="a number of thousands of digits",
        ),
    ],
)
def test_a_file_that_is_not_json(run: Run, write: Write, command: list[str], written: str | bytes, why: str) -> None:
    path = write(written)
    complaint = f"{path}: this is not JSON ({why}); give a JSON file in UTF-8\n"
    assert run(*command, path) == (2, "", complaint)


@pytest.mark.parametrize("written", ["[]", '["age"]', '"text"', "3", "null"])
def test_answers_that_are_no_object(run: Run, write: Write, written: str) -> None:
    path = write(written)
    complaint = f'{path}: answers are an object such as {{"item": "option"}}\n'
    assert run("score", "small", path) == (2, "", complaint)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (
            ["describe", "smal"],
            "there is no questionnaire 'smal'; use one of small, or the path of a YAML file\n",
        ),
        (
            ["score", "smal", "answers.json"],
            "there is no questionnaire 'smal'; use one of small, or the path of a YAML file\n",
        ),
        (
            ["describe", "no/such.yaml"],
            "no/such.yaml: cannot be read (No such file or directory); give the path of a YAML file\n",
        ),
        (
            ["score", "small", "no/such.json"],
            "no/such.json: cannot be read (No such file or directory); give the path of a JSON file\n",
        ),
        (
            ["verify", "no/such.json"],
            "no/such.json: cannot be read (No such file or directory); give the path of a JSON file\n",
        ),
        (["verify", "tests"], "tests: cannot be read (Is a directory); give the path of a JSON file\n"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_that_cannot_be_carried_out(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str], complaint: str
) -> None:
    monkeypatch.chdir(HERE.parent.parent)
    assert run(*arguments) == (2, "", complaint)


def test_a_faulty_yaml_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    text = (HERE / "small.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("when: age < 18", "when: agee < 18"), encoding="utf-8")
    complaint = f"""\
{path}:95:11: unknown name 'agee'
  95 |     when: agee < 18
                 ^
  at:   controls[0].when
  hint: did you mean 'age'?
"""
    assert run("describe", str(path)) == (1, "", complaint)


def test_a_faulty_library_stops_every_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def read_faulty() -> Library:
        raise FaultyFile([Problem("docs/en/a.md", 0, 0, "# A", "this page has no title", "", "begin it with one")])

    monkeypatch.setattr("portal.__main__.read_library", read_faulty)
    assert main(["check"]) == 1
    assert capsys.readouterr() == (
        "",
        """\
docs/en/a.md:1:1: this page has no title
  1 | # A
      ^
  at:   the whole file
  hint: begin it with one
""",
    )


def test_check_of_the_project_itself(capsys: pytest.CaptureFixture[str]) -> None:
    versions = sum(len(versions) for versions in project().forms.values())
    assert main(["check"]) == 0
    assert capsys.readouterr() == (
        f"{versions} questionnaire version(s), {len(project().sources)} sources: no faults\n",
        "",
    )


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "python -m portal: error: the following arguments are required: COMMAND\n"),
        (["score", "small"], "python -m portal score: error: the following arguments are required: ANSWERS.json\n"),
        (
            ["score", "small", "answers.json", "--seed", "one"],
            "python -m portal score: error: argument --seed: invalid int value: 'one'\n",
        ),
        (
            ["together", "small"],
            "python -m portal together: error: the following arguments are required: ANSWERS.json\n",
        ),
        (["check", "all"], "python -m portal: error: unrecognized arguments: all\n"),
    ],
)
def test_bad_use(run: Run, capsys: pytest.CaptureFixture[str], arguments: list[str], complaint: str) -> None:
    with pytest.raises(SystemExit) as raised:
        run(*arguments)
    said = capsys.readouterr()
    assert (raised.value.code, said.out, said.err.splitlines(keepends=True)[-1]) == (2, "", complaint)


@pytest.mark.parametrize("arguments", [["prove"], ["check", "--language", "fr"]], ids=" ".join)
def test_an_unknown_command_or_language(run: Run, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        run(*arguments)
    said = capsys.readouterr()
    assert (raised.value.code, said.out) == (2, "")
    assert f"invalid choice: '{arguments[-1]}' (choose from " in said.err
