"""Every refusal as a sentence, in the portal's real words, about the published questionnaire."""

from string import Formatter

import pytest

from portal.library import LANGUAGES
from scoring.refusal import CODES, Refusal, Refused, say
from tests.scoring.build import day, free, plain_form
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
SMALL = plain_form(day("born", "1900-01-01", "2026-11-23"), free("note", 200))
OF_A_SMALL_FORM = [
    (
        Refusal("not_a_date", "born", "1961-02-29"),
        "“《born》”（born）需要形如 2026-01-31 的日期，收到的是“1961-02-29”。",
        "'born' (born) takes a date such as 2026-01-31, not '1961-02-29'.",
    ),
    (
        Refusal("date_out_of_range", "born", "2027-01-01"),
        "“《born》”（born）需要 1900-01-01 到 2026-11-23 之间的日期，收到的是“2027-01-01”。",
        "'born' (born) takes a date from 1900-01-01 to 2026-11-23, not '2027-01-01'.",
    ),
    (
        Refusal("not_text", "note", "5"),
        "“《note》”（note）需要一段文字，收到的内容无法显示；请重新输入。",
        "'note' (note) takes a text; what came cannot be shown. Type it again.",
    ),
    (
        Refusal("too_long", "note", "201"),
        "“《note》”（note）最多 200 个字，现在有 201 个字；请缩短。",
        "'note' (note) takes at most 200 characters and has 201; shorten it.",
    ),
    (
        Refusal("no_seed"),
        "这份问卷随机抽题，需要抽题的种子（seed）；请用从本站下载的记录，或给出 0 到 4294967295 之间的整数。",
        (
            "This questionnaire draws its items, so it needs the seed they were drawn by: "
            "a whole number from 0 to 4294967295, as its records hold it."
        ),
    ),
    (
        Refusal("bad_seed", None, "-1"),
        "“-1”不是抽题的种子；请给出 0 到 4294967295 之间的整数。",
        "'-1' is no seed; give a whole number from 0 to 4294967295.",
    ),
]


@pytest.mark.parametrize(("refusal", "zh", "en"), SENTENCES, ids=[refusal.code for refusal, _, _ in SENTENCES])
def test_a_refusal_is_a_sentence(refusal: Refusal, zh: str, en: str) -> None:
    assert say(refusal, FORM, "zh", REFUSALS["zh"]) == zh
    assert say(refusal, FORM, "en", REFUSALS["en"]) == en


@pytest.mark.parametrize(
    ("refusal", "zh", "en"), OF_A_SMALL_FORM, ids=[refusal.code for refusal, _, _ in OF_A_SMALL_FORM]
)
def test_a_refusal_of_what_the_published_form_has_not_is_a_sentence_too(refusal: Refusal, zh: str, en: str) -> None:
    assert say(refusal, SMALL, "zh", REFUSALS["zh"]) == zh
    assert say(refusal, SMALL, "en", REFUSALS["en"]) == en


def test_without_a_questionnaire_there_still_is_a_sentence() -> None:
    assert say(Refusal("missing", "age"), None, "en", REFUSALS["en"]) == "Answer the question: age (age)"


def test_the_tables_above_have_every_code_once() -> None:
    told = [refusal.code for refusal, _, _ in (*SENTENCES, *OF_A_SMALL_FORM)]
    assert sorted(told) == sorted(CODES)


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
