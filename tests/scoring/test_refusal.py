"""Every refusal as a sentence, in the portal's real words, about the published questionnaire."""

from string import Formatter

import pytest

from portal.library import LANGUAGES
from scoring.refusal import CODES, Refusal, Refused, say
from tests.scoring.real import FORM, REFUSALS

LEVELS = ("little", "some", "good", "very_good")
HELD = ("none", "deposits", "cash_funds", "bond_funds", "equity", "derivatives")

SENTENCES = [
    (Refusal("missing", "age"), "请回答：您的年龄是多少周岁？（age）", "Answer the question: How old are you? (age)"),
    (
        Refusal("unknown_item", "agee", "agee"),
        "这份问卷没有“agee”这一题；请去掉它，或核对问卷的版本。",
        "This questionnaire has no item 'agee'; remove it, or check the questionnaire's version.",
    ),
    (
        Refusal("unknown_option", "self_rating", "great", LEVELS),
        "“您怎样评价自己对投资的了解？”（self_rating）没有“great”这个选项；可选的是：little、some、good、very_good。",
        (
            "'How would you rate your own understanding of investing?' (self_rating) has no option 'great'; "
            "choose one of: little, some, good, very_good."
        ),
    ),
    (
        Refusal("not_one", "self_rating", "['good']", LEVELS),
        (
            "“您怎样评价自己对投资的了解？”（self_rating）只能选一项，收到的是“['good']”；"
            "可选的是：little、some、good、very_good。"
        ),
        (
            "'How would you rate your own understanding of investing?' (self_rating) takes one option, not '['good']'; "
            "choose one of: little, some, good, very_good."
        ),
    ),
    (
        Refusal("not_several", "held", "equity", HELD),
        (
            "“最近五年，您持有过下列哪些产品？”（held）需要一个选项列表，每项至多一次，收到的是“equity”；"
            "可选的是：none、deposits、cash_funds、bond_funds、equity、derivatives。"
        ),
        (
            "'Which of these have you held in the last five years?' (held) takes a list of options, each once, "
            "not 'equity'; choose from: none, deposits, cash_funds, bond_funds, equity, derivatives."
        ),
    ),
    (
        Refusal("not_whole", "age", "30.5"),
        "“您的年龄是多少周岁？”（age）需要 0 到 120 之间的整数，收到的是“30.5”。",
        "'How old are you?' (age) takes a whole number from 0 to 120, not '30.5'.",
    ),
    (
        Refusal("out_of_range", "age", "{121}"),
        "“您的年龄是多少周岁？”（age）需要 0 到 120 之间的整数，收到的是“{121}”。",
        "'How old are you?' (age) takes a whole number from 0 to 120, not '{121}'.",
    ),
    (
        Refusal("not_alone", "held", "none", ("none",)),
        "“最近五年，您持有过下列哪些产品？”（held）选了“none”，就不能再选其他选项。",
        (
            "'Which of these have you held in the last five years?' (held): 'none' cannot be chosen together "
            "with other options."
        ),
    ),
    (
        Refusal("too_few", "tolerance", "1", ("fall", "past")),
        "“对亏损的态度”这一方面只有 1 题可以计分，不足以得出结果；请再回答：fall、past。",
        "Too few questions count towards 'Attitude to loss' (1) for a result; answer more of: fall, past.",
    ),
    (
        Refusal("unknown_confirmation", None, "no_loss"),
        "这份问卷没有名为“no_loss”的确认项；请去掉它。",
        "This questionnaire has no contradiction 'no_loss' to confirm; remove it.",
    ),
    (
        Refusal("unknown_form", None, "individual-risk 1999.1"),
        "没有“individual-risk 1999.1”这份问卷或这个版本；请刷新页面后再试。",
        "There is no questionnaire 'individual-risk 1999.1'; reload the page and try again.",
    ),
]


@pytest.mark.parametrize(("refusal", "zh", "en"), SENTENCES, ids=[refusal.code for refusal, _, _ in SENTENCES])
def test_a_refusal_is_a_sentence(refusal: Refusal, zh: str, en: str) -> None:
    assert say(refusal, FORM, "zh", REFUSALS["zh"]) == zh
    assert say(refusal, FORM, "en", REFUSALS["en"]) == en


def test_without_a_questionnaire_there_still_is_a_sentence() -> None:
    assert say(Refusal("missing", "age"), None, "en", REFUSALS["en"]) == "Answer the question: age (age)"


def test_the_table_above_has_every_code() -> None:
    assert [refusal.code for refusal, _, _ in SENTENCES] == list(CODES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words_and_every_words_their_code(language: str) -> None:
    assert set(REFUSALS[language]) == {"between", *CODES}


@pytest.mark.parametrize("code", CODES)
def test_words_fill_in_the_same_values_in_every_language(code: str) -> None:
    used = {frozenset(name for _, name, _, _ in Formatter().parse(words[code]) if name) for words in REFUSALS.values()}
    assert len(used) == 1
    assert next(iter(used)) <= {"question", "item", "given", "allowed", "low", "high"}


@pytest.mark.parametrize(
    ("refusals", "written"),
    [
        ([Refusal("missing", "age")], "missing age"),
        ([Refusal("missing", "age"), Refusal("unknown_form", None, "x 1")], "missing age; unknown_form"),
    ],
)
def test_refused_carries_every_reason(refusals: list[Refusal], written: str) -> None:
    refused = Refused(refusals)
    assert (refused.refusals, str(refused)) == (tuple(refusals), written)
