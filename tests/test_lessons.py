"""Faults seen in other questionnaire systems, each shown to be impossible here, to be caught, or to be scored right.

Each test is named after its fault; its docstring says what happened elsewhere. The form that they share is small: what
is at stake in a test is the lines that it changes.
"""

from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from portal.reader.problem import FaultyFile
from portal.reader.questionnaire import Surroundings, read_file
from scoring.answers import shown_items
from scoring.assessment import Assessment
from scoring.expression import Expression, ExpressionFault
from scoring.questionnaire import Questionnaire
from scoring.refusal import Refusal, Refused
from scoring.score import score

AROUND = Surroundings(("amac-2017",), (), ("zh", "en"))
FORM = """\
questionnaire: lessons
version: 2026.1
purpose: risk-profile
title: {zh: 教训, en: Lessons}
about: {zh: 别处出过的错。, en: What went wrong elsewhere.}
sections:
  - id: all
    title: {zh: 全部, en: All of it}
    items:
      - id: savings
        type: choice
        ask: {zh: 有多少积蓄？, en: "How much is saved?"}
        direction: up
        options:
          - {id: none, label: {zh: 没有, en: None}, points: 0}
          - {id: some, label: {zh: 一些, en: Some}, points: 3}
          - {id: ample, label: {zh: 充裕, en: Ample}, points: 10}
      - id: loss
        type: choice
        ask: {zh: 最多能亏多少？, en: "How much may be lost?"}
        options:
          - {id: none, label: {zh: 不能亏, en: Nothing}, points: 0}
          - {id: little, label: {zh: 一点, en: A little}, points: 2}
          - {id: much, label: {zh: 很多, en: Much}, points: 6}
      - id: losses_before
        type: number
        ask: {zh: 亏过几次？, en: "How many losses before?"}
        required: no
        low: 0
        high: 20
        bands: [{from: 0, points: 0}, {from: 1, points: 2}, {from: 5, points: 3}]
      - id: after_loss
        type: choice
        ask: {zh: 亏了以后怎样做？, en: "What did you do then?"}
        show_if: losses_before >= 1
        options:
          - {id: sold, label: {zh: 卖出, en: I sold}, points: 0}
          - {id: kept, label: {zh: 持有, en: I kept}, points: 3}
      - id: remark
        type: text
        ask: {zh: 还有什么要说？, en: "Anything else?"}
        required: no
scales:
  - id: means
    title: {zh: 财力, en: Means}
    about: {zh: 亏得起多少。, en: What could be borne.}
    of: [savings]
    by: sum
    missing: refuse
    bands: [{id: C1, from: 0}, {id: C2, from: 2}, {id: C3, from: 5}]
  - id: nerve
    title: {zh: 胆量, en: Nerve}
    about: {zh: 愿意亏多少。, en: What is accepted.}
    of: [loss, losses_before, after_loss]
    by: sum
    missing: {prorate: 1}
    bands: [{id: C1, from: 0}, {id: C2, from: 4}, {id: C3, from: 8}]
tiers:
  by: min(band(means), band(nerve))
  because: {zh: 取较低的一档。, en: The lower of the two.}
  levels:
    - {id: C1, title: {zh: 保守, en: Careful}, means: {zh: 不宜亏损。, en: Losses do not fit.}}
    - {id: C2, title: {zh: 平衡, en: Balanced}, means: {zh: 可小亏。, en: Small losses fit.}}
    - {id: C3, title: {zh: 积极, en: Bold}, means: {zh: 可大亏。, en: Large losses fit.}}
controls:
  - id: no_loss
    when: loss == 'none'
    cap: C1
    because: {zh: 您不能接受亏损。, en: You accept no loss.}
    source: amac-2017 art 29
examples:
  - id: careful
    name: {zh: 谨慎的人。, en: Someone careful.}
    answers: {savings: ample, loss: none, losses_before: 0}
    # 0 + 0 of what two of the three items may give
    expect: {tier: C1, scales: {means: 10, nerve: 0}}
"""


def read(tmp_path: Path, *edits: tuple[str, str]) -> Questionnaire:
    """Return the form with each passage replaced by the other; a passage stands in it once. Errors: FaultyFile."""
    text = FORM
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path = tmp_path / "lessons.yaml"
    path.write_text(text, encoding="utf-8")
    return read_file(path, "lessons.yaml", AROUND)


def faults(tmp_path: Path, *edits: tuple[str, str]) -> str:
    """Return all that the door says about the form so edited."""
    with pytest.raises(FaultyFile) as raised:
        read(tmp_path, *edits)
    return str(raised.value)


@pytest.fixture
def form(tmp_path: Path) -> Questionnaire:
    return read(tmp_path)


def value(result: Assessment, scale: str) -> object:
    return next(one.value for one in result.scales if one.id == scale)


def points(result: Assessment, scale: str) -> dict[str, object]:
    return {part.part: part.points for one in result.scales if one.id == scale for part in one.parts}


def test_a_missing_answer_counted_as_0(form: Questionnaire, tmp_path: Path) -> None:
    """An unanswered item was added up as 0, and a printed example's total was never worked out again."""
    without = score(form, {"savings": "ample", "loss": "much"})
    assert points(without, "nerve") == {"loss": 6, "losses_before": None, "after_loss": None}
    assert value(without, "nerve") == 12, "6 of 6 is put on the range of all, 12: not 6, with two answers as 0"
    with pytest.raises(Refused) as refused:
        score(form, {"loss": "much"})
    assert refused.value.refusals == (Refusal("missing", "savings"),)
    # Every scale says what it does, and every example is worked out again.
    assert faults(tmp_path, ("    missing: refuse\n", "")) == (
        "lessons.yaml:44:5: the key 'missing' is missing\n"
        "  44 |   - id: means\n"
        "           ^\n"
        "  at:   scales[0].missing\n"
        "  hint: add 'missing': what a missing answer does: refuse, unscored, {prorate: n} or {exclude: n}"
    )
    assert faults(tmp_path, ("scales: {means: 10, nerve: 0}", "scales: {means: 13, nerve: 0}")) == (
        "lessons.yaml:76:40: the example expects 13 on 'means' and gives 10\n"
        "  76 |     expect: {tier: C1, scales: {means: 13, nerve: 0}}\n"
        "                                              ^\n"
        "  at:   examples[0].expect.scales.means\n"
        "  hint: correct the example, or the rule that it shows"
    )


def test_a_real_0_taken_for_no_answer(form: Questionnaire) -> None:
    """A tool tested an answer for truth, so that 0 (a slider's first stop) was asked for again."""
    never = score(form, {"savings": "ample", "loss": "much", "losses_before": 0})
    assert points(never, "nerve") == {"loss": 6, "losses_before": 0, "after_loss": None}
    assert value(never, "nerve") == 8, "6 of the 9 that two answers may give, put on 12"


@pytest.mark.parametrize(
    ("start", "band", "because"),
    [
        ("8/3", "C2", "a start is in its band"),
        ("26667/10000", "C1", "a hair below it is in the band before"),
        ("26666/10000", "C2", "and a hair above it is not"),
    ],
)
def test_a_score_between_two_closed_bands(tmp_path: Path, start: str, band: str, because: str) -> None:
    """Bands ran to 39.9 and from 40, and a float score of 39.999… had none: the tool crashed for some people."""
    form = read(tmp_path, ("{id: C2, from: 4}", f"{{id: C2, from: {start}}}"))
    nerve = score(form, {"savings": "ample", "loss": "little", "losses_before": 0}).scales[1]
    assert nerve.value == Fraction(8, 3), "2 of the 9 that two answers may give, put on 12"
    assert nerve.band == band, because
    # An end cannot be written: a band ends where the next starts.
    assert faults(tmp_path, ("{id: C2, from: 4}", "{id: C2, from: 4, to: 7.9}")) == (
        "lessons.yaml:57:50: unknown key 'to'\n"
        "  57 |     bands: [{id: C1, from: 0}, {id: C2, from: 4, to: 7.9}, {id: C3, from: 8}]\n"
        "                                                        ^\n"
        "  at:   scales[1].bands[1].to\n"
        "  hint: use one of id, from, title, points, source"
    )


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [
        ({"losses_before": "5"}, Refusal("not_whole", "losses_before", "5")),
        ({"losses_before": True}, Refusal("not_whole", "losses_before", "True")),
        ({"losses_before": 5.0}, Refusal("not_whole", "losses_before", "5.0")),
        ({"loss": 2}, Refusal("not_one", "loss", "2", ("none", "little", "much"))),
    ],
)
def test_strings_concatenated(form: Questionnaire, answers: dict[str, object], refusal: Refusal) -> None:
    """Answers came as text and were "added": the total read 0001213."""
    with pytest.raises(Refused) as refused:
        score(form, {"savings": "some", "loss": "little", "after_loss": "kept", **answers})
    assert refused.value.refusals == (refusal,)


def test_strings_concatenated_in_a_rule(tmp_path: Path) -> None:
    assert faults(tmp_path, ("when: loss == 'none'", "when: loss + savings == 'none'")) == (
        "lessons.yaml:67:11: the answer to 'loss' is not a number\n"
        "  67 |     when: loss + savings == 'none'\n"
        "                 ^\n"
        "  at:   controls[0].when\n"
        "  hint: use points(…) or a whole number"
    )


@pytest.mark.parametrize(
    ("written", "said", "column"),
    [
        ("__import__('os').remove('x')", "'__import__('os').remove('x')' is not part of the expression language", 0),
        ("loss == open('x')", "'open('x')' is not part of the expression language", 8),
        ("remark.__class__", "'remark.__class__' is not part of the expression language", 0),
        ("[x for x in remark]", "'[x for x in remark]' is not part of the expression language", 0),
        ("(lambda: 1)()", "'(lambda: 1)()' is not part of the expression language", 0),
    ],
)
def test_free_text_run_as_code(written: str, said: str, column: int) -> None:
    """Scoring rules, with what people had typed put in, were handed to the language's own eval."""
    with pytest.raises(ExpressionFault) as raised:
        Expression.read(written)
    assert (raised.value.what, raised.value.column) == (said, column)


def test_free_text_run_as_code_by_typing_it(form: Questionnaire, tmp_path: Path) -> None:
    answers = {"savings": "some", "loss": "little"}
    typed = {**answers, "remark": "'; tier = 'C3'; __import__('os')._exit(1)"}
    assert score(form, typed) == score(form, answers), "words are kept, and nothing reads them"
    assert faults(tmp_path, ("when: loss == 'none'", "when: remark == 'none'")) == (
        "lessons.yaml:67:11: the text 'remark' cannot be compared this way\n"
        "  67 |     when: remark == 'none'\n"
        "                 ^\n"
        "  at:   controls[0].when\n"
        "  hint: this takes option, number, date or rank"
    )


def test_a_hidden_item_still_counted(form: Questionnaire) -> None:
    """A question that no longer applied kept its answer, or the last person's, and it went into the score."""
    answers = {"savings": "some", "loss": "little", "losses_before": 0}
    left_over = {**answers, "after_loss": "kept"}
    assert shown_items(form, left_over) == ("savings", "loss", "losses_before", "remark")
    assert score(form, left_over) == score(form, answers)
    assert points(score(form, left_over), "nerve")["after_loss"] is None


def test_cut_offs_that_points_cannot_reach(tmp_path: Path) -> None:
    """Points went from 8 to 47, and the top tier started at 54."""
    assert faults(tmp_path, ("{id: C3, from: 8}", "{id: C3, from: 13}")) == (
        "lessons.yaml:57:66: no answers reach 13 points\n"
        "  57 |     bands: [{id: C1, from: 0}, {id: C2, from: 4}, {id: C3, from: 13}]\n"
        "                                                                        ^\n"
        "  at:   scales[1].bands[2].from\n"
        "  hint: 'nerve' goes from 0 to 12"
    )


def test_the_same_question_scored_in_opposite_directions(tmp_path: Path) -> None:
    """Two forms of one firm scored one question the other way round; nobody had said which way it should go."""
    swapped = (
        "{id: none, label: {zh: 没有, en: None}, points: 0}",
        "{id: none, label: {zh: 没有, en: None}, points: 4}",
    )
    assert faults(
        tmp_path, swapped, ("[{id: C1, from: 0}, {id: C2, from: 2}", "[{id: C1, from: 3}, {id: C2, from: 4}")
    ) == (
        "lessons.yaml:13:20: an answer further on earns less\n"
        "  13 |         direction: up\n"
        "                          ^\n"
        "  at:   sections[0].items[0].direction\n"
        "  hint: mend the points, or take 'direction' away"
    )


def test_overlapping_band_edges(tmp_path: Path) -> None:
    """Bands read 0 to 20 and 20 to 40: a score of 20 was in both."""
    assert faults(tmp_path, ("{id: C3, from: 5}", "{id: C3, from: 2}")) == (
        "lessons.yaml:50:66: the band 'C3' starts at 2, not above 2\n"
        "  50 |     bands: [{id: C1, from: 0}, {id: C2, from: 2}, {id: C3, from: 2}]\n"
        "                                                                        ^\n"
        "  at:   scales[0].bands[2].from\n"
        "  hint: let each band start above the one before"
    )


def test_wealth_buys_back_no_loss(form: Questionnaire) -> None:
    """In one sum, ample savings outweighed "I accept no loss"."""
    rich = {"savings": "ample", "loss": "none", "losses_before": 5, "after_loss": "kept"}
    result = score(form, rich)
    assert [(scale.id, scale.value, scale.band) for scale in result.scales] == [("means", 10, "C3"), ("nerve", 6, "C2")]
    assert (result.outcomes[0].computed, result.tier, result.bound_by) == ("C2", "C1", ("no_loss",))
    poor = score(form, {**rich, "savings": "none"})
    assert value(poor, "nerve") == value(result, "nerve"), "no scale sees another's answers"


def test_random_clicking_looks_risk_tolerant(form: Questionnaire) -> None:
    """On a known scale, random clicks gave more than an average person does.

    Here all answers that can be clicked, each as likely, give the lowest tier more often than both others together,
    and never more to somebody who clicked that nothing may be lost.
    """
    tiers = dict.fromkeys(form.outcome["tier"].order, 0)
    for savings, loss, times, then in product(
        form.items["savings"].option, form.items["loss"].option, range(21), form.items["after_loss"].option
    ):
        tier = score(form, {"savings": savings, "loss": loss, "losses_before": times, "after_loss": then}).tier
        assert tier is not None
        assert tier == "C1" or loss != "none"
        tiers[tier] += 1
    assert tiers == {"C1": 214, "C2": 106, "C3": 58}


def test_item_ids_misspelt_in_rules(tmp_path: Path) -> None:
    """Rules named items that were not there, and were passed over in silence: 68 in 155 published forms."""
    edits = (
        ("of: [loss, losses_before, after_loss]", "of: [loss, loses_before, after_loss]"),
        ("when: loss == 'none'", "when: los == 'nun' or losses_before == 1"),
        ("show_if: losses_before >= 1", "show_if: losses_befor >= 1"),
        ("savings: ample, loss: none, losses", "saving: ample, loss: nun, losses"),
    )
    assert faults(tmp_path, *edits) == (
        "lessons.yaml:35:18: unknown name 'losses_befor'\n"
        "  35 |         show_if: losses_befor >= 1\n"
        "                        ^\n"
        "  at:   sections[0].items[3].show_if\n"
        "  hint: did you mean 'losses_before'?\n"
        "\n"
        "lessons.yaml:54:16: unknown item or scale 'loses_before'\n"
        "  54 |     of: [loss, loses_before, after_loss]\n"
        "                      ^\n"
        "  at:   scales[1].of[1]\n"
        "  hint: did you mean 'losses_before'?\n"
        "\n"
        "lessons.yaml:67:11: unknown name 'los'\n"
        "  67 |     when: los == 'nun' or losses_before == 1\n"
        "                 ^\n"
        "  at:   controls[0].when\n"
        "  hint: did you mean 'loss'?\n"
        "\n"
        "lessons.yaml:74:15: unknown key 'saving'\n"
        "  74 |     answers: {saving: ample, loss: nun, losses_before: 0}\n"
        "                     ^\n"
        "  at:   examples[0].answers.saving\n"
        "  hint: did you mean 'savings'?\n"
        "\n"
        "lessons.yaml:74:36: unknown option 'nun'\n"
        "  74 |     answers: {saving: ample, loss: nun, losses_before: 0}\n"
        "                                          ^\n"
        "  at:   examples[0].answers.loss\n"
        "  hint: use one of none, little, much"
    )


def test_an_option_misspelt_in_a_rule(tmp_path: Path) -> None:
    assert faults(tmp_path, ("when: loss == 'none'", "when: loss == 'nun'")) == (
        "lessons.yaml:67:19: the answer to 'loss' is never 'nun'\n"
        "  67 |     when: loss == 'nun'\n"
        "                         ^\n"
        "  at:   controls[0].when\n"
        "  hint: use one of none, little, much"
    )


def test_yaml_reads_no_as_false(tmp_path: Path) -> None:
    """A quiz wrote an option No, and YAML made it false: the right answer was never right."""
    written = "{id: none, label: {zh: 不能亏, en: Nothing}, points: 0}"
    form = read(
        tmp_path,
        (written, "{id: No, label: {zh: 否, en: No}, points: 0}"),
        ("when: loss == 'none'", "when: loss == 'No'"),
        ("loss: none, losses", "loss: No, losses"),
    )
    option = form.items["loss"].options[0]
    assert (option.id, option.label["en"]) == ("No", "No")
    assert form.examples[0].answers[1] == ("loss", "No")
    result = score(form, {"savings": "ample", "loss": "No"})
    assert [control.id for control in result.controls] == ["no_loss"]
    # Where a truth is wanted, it is written yes or no, and nothing is guessed.
    assert faults(
        tmp_path,
        (
            'ask: {zh: 还有什么要说？, en: "Anything else?"}\n        required: no',
            'ask: {zh: 还有什么要说？, en: "Anything else?"}\n        required: off',
        ),
    ) == (
        "lessons.yaml:42:19: 'off' is not yes or no\n"
        "  42 |         required: off\n"
        "                         ^\n"
        "  at:   sections[0].items[4].required\n"
        "  hint: write yes or no"
    )
