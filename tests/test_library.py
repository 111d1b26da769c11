"""The library: words, sources, questionnaires and articles are read together, and every fault of every file is told."""

from pathlib import Path

import pytest

from portal.library import Library, read_library, read_questionnaire
from portal.reader.problem import FaultyFile
from portal.sources import read_sources
from portal.words import read_words
from tests.reader.test_faults import HERE

SMALL = (HERE / "small.yaml").read_text(encoding="utf-8")
SOURCES = """\
sources:
  - id: nfra-2025-7
    title: {zh: 适当性管理办法, en: Measures for Product Suitability}
    issuer: {zh: 国家金融监督管理总局, en: National Financial Regulatory Administration}
    date: 2025-07-11
    url: https://www.nfra.gov.cn/
  - id: amac-2017
    title: {zh: 适当性指引, en: Guidance on Investor Suitability}
    issuer: {zh: 中国证券投资基金业协会, en: Asset Management Association of China}
    date: 2017-07-01
"""
PAGE = "---\ntitle: {}\ndescription: {}\n---\n\n{}\n"
FORM, REGISTER, READING = "questionnaires/small/2026.1.yaml", "questionnaires/sources.yaml", "learn/how-much-loss.md"
TALK = "questionnaires/talk/2026.1.yaml"
FILES = {
    FORM: SMALL,
    REGISTER: SOURCES,
    f"docs/zh/{READING}": PAGE.format("能亏多少", "想一想。", "先想清楚。"),
    f"docs/en/{READING}": PAGE.format("How much loss", "Think.", "Think first."),
    "docs/zh/index.md": PAGE.format("首页", "开始。", "从这里开始。"),
    "docs/en/index.md": PAGE.format("Home", "Begin.", "Begin here."),
}


def read_tree(root: Path, changes: dict[str, str | None]) -> Library:
    """Return the library of `FILES` with `changes` in it (None: the file is left out)."""
    for name, text in {**FILES, **changes}.items():
        if text is not None:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
    return read_library(root)


def of_version(version: str, changes: str = "changes: [{zh: 有改动。, en: Something changed.}]\n") -> str:
    """Return another version of the small questionnaire, which says what it changes."""
    return SMALL.replace("version: 2026.1\n", f"version: {version}\n") + changes


def beside(form: str, **compared: str) -> str:
    """Return the small questionnaire under another name, beside `form`, its items compared with those given."""
    text = SMALL.replace("questionnaire: small\n", f"questionnaire: talk\nbeside: {form}\n")
    for item, other in compared.items():
        text = text.replace(f"      - id: {item}\n", f"      - id: {item}\n        beside: {other}\n")
    assert text.count("beside: ") == 1 + len(compared)
    return text


def test_a_sound_tree(tmp_path: Path) -> None:
    forms: dict[str, str | None] = {
        f"questionnaires/small/{version}.yaml": of_version(version) for version in ("2026.10", "2026.2", "2026.1")
    }
    forms["questionnaires/small/2025.12.yaml"] = of_version("2025.12", changes="")
    library = read_tree(tmp_path, forms)
    assert list(library.forms["small"]) == ["2025.12", "2026.1", "2026.2", "2026.10"], "oldest first, 10 after 2"
    assert library.newest("small").version == "2026.10"
    assert list(library.sources) == ["nfra-2025-7", "amac-2017"]
    assert {language: articles.title(READING) for language, articles in library.articles.items()} == {
        "zh": "能亏多少",
        "en": "How much loss",
    }


def test_a_form_beside_another(tmp_path: Path) -> None:
    compared = {"age": "age", "reserve": "reserve", "held": "held", "fall": "fall", "past": "past"}
    talk = read_tree(tmp_path, {TALK: beside("small", **compared)}).newest("talk")
    assert talk.beside == "small"
    assert {id_: item.beside for id_, item in talk.items.items()} == compared


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param(
            {FORM: None, "questionnaires/large/2026.1.yaml": SMALL},
            """\
questionnaires/large/2026.1.yaml:3:16: 'small' lies in the folder 'large'
  3 | questionnaire: small
                     ^
  at:   questionnaire
  hint: rename one of them""",
            id="in another folder",
        ),
        pytest.param(
            {FORM: None, "questionnaires/small/2026.2.yaml": SMALL},
            """\
questionnaires/small/2026.2.yaml:4:10: version 2026.1 lies in '2026.2.yaml'
  4 | version: 2026.1
               ^
  at:   version
  hint: rename one of them""",
            id="under another version",
        ),
        pytest.param(
            {FORM: None, "questionnaires/large/draft.yaml": SMALL},
            """\
questionnaires/large/draft.yaml:3:16: 'small' lies in the folder 'large'
  3 | questionnaire: small
                     ^
  at:   questionnaire
  hint: rename one of them

questionnaires/large/draft.yaml:4:10: version 2026.1 lies in 'draft.yaml'
  4 | version: 2026.1
               ^
  at:   version
  hint: rename one of them""",
            id="in another folder and under another name",
        ),
        pytest.param(
            {"docs/en/index.md": None},
            """\
docs/en/index.md:1:1: this page is missing
  1 |
      ^
  at:   the whole file
  hint: write it: every page exists in every language""",
            id="page in one language",
        ),
        pytest.param(
            {f"docs/zh/{READING}": None},
            """\
docs/zh/learn/how-much-loss.md:1:1: this page is missing
  1 |
      ^
  at:   the whole file
  hint: write it: every page exists in every language""",
            id="page in one language that a scale sends to",
        ),
        pytest.param(
            {"docs/en/index.md": "# Home\n"},
            """\
docs/en/index.md:1:1: this page has no title
  1 | # Home
      ^
  at:   the whole file
  hint: begin the page with '---', 'title: …', 'description: …', '---'""",
            id="page without front matter",
        ),
        pytest.param(
            {"docs/en/index.md": "---\ndescription: Begin.\n---\n\ntitle: Home\n"},
            """\
docs/en/index.md:1:1: this page has no title
  1 | ---
      ^
  at:   the whole file
  hint: begin the page with '---', 'title: …', 'description: …', '---'""",
            id="page whose title is not in its front matter",
        ),
        pytest.param(
            {"docs/en/index.md": PAGE.format(" ", "Begin.", "Begin here.")},
            """\
docs/en/index.md:1:1: this page has no title
  1 | ---
      ^
  at:   the whole file
  hint: begin the page with '---', 'title: …', 'description: …', '---'""",
            id="page whose title is empty",
        ),
        pytest.param(
            {REGISTER: SOURCES.replace("https://www", "http://www")},
            """\
questionnaires/sources.yaml:6:10: 'http://www.nfra.gov.cn/' is not an address
  6 |     url: http://www.nfra.gov.cn/
               ^
  at:   sources[0].url
  hint: start it with https://""",
            id="source with a bad address",
        ),
        pytest.param(
            {REGISTER: SOURCES.replace("amac-2017", "nfra-2025-7"), FORM: SMALL.replace("amac-2017", "nfra-2025-7")},
            """\
questionnaires/sources.yaml:7:9: 'nfra-2025-7' is used twice in this list
  7 |   - id: nfra-2025-7
              ^
  at:   sources[1].id
  hint: give each its own""",
            id="source twice",
        ),
        pytest.param(
            {REGISTER: SOURCES.replace("    date: 2017-07-01\n", "    dated: 2017-07-01\n")},
            """\
questionnaires/sources.yaml:7:5: the key 'date' is missing
  7 |   - id: amac-2017
          ^
  at:   sources[1].date
  hint: add 'date': when it was issued

questionnaires/sources.yaml:10:5: unknown key 'dated'
  10 |     dated: 2017-07-01
           ^
  at:   sources[1].dated
  hint: did you mean 'date'?""",
            id="source with a misspelt key",
        ),
        pytest.param(
            {
                "docs/zh/index.md": "首页\n",
                REGISTER: SOURCES.replace("https://www", "www"),
                FORM: SMALL.replace("by: min(band(capacity), ", "by: min(band(capacitty), "),
                "questionnaires/small/2026.2.yaml": SMALL.replace("near: 0", "near: close"),
            },
            """\
docs/zh/index.md:1:1: this page has no title
  1 | 首页
      ^
  at:   the whole file
  hint: begin the page with '---', 'title: …', 'description: …', '---'

questionnaires/small/2026.1.yaml:84:16: unknown name 'capacitty'
  84 |   by: min(band(capacitty), band(attitude))
                      ^
  at:   tiers.by
  hint: did you mean 'capacity'?

questionnaires/small/2026.2.yaml:78:11: 'close' is not a whole number
  78 |     near: close
                 ^
  at:   scales[2].near
  hint: write a whole number from 0 to 100

questionnaires/sources.yaml:6:10: 'www.nfra.gov.cn/' is not an address
  6 |     url: www.nfra.gov.cn/
               ^
  at:   sources[0].url
  hint: start it with https://""",
            id="faults of several files, one file after the other",
        ),
        pytest.param(
            {"questionnaires/small/2026.2.yaml": of_version("2026.2", changes="")},
            """\
questionnaires/small/2026.2.yaml:1:1: this version does not say what it changes
  1 |
      ^
  at:   changes
  hint: add 'changes': a text for each change""",
            id="a second version that does not say what it changes",
        ),
        pytest.param(
            {TALK: beside("smal", reserve="reserve")},
            """\
questionnaires/talk/2026.1.yaml:1:1: the form 'smal' that this stands beside is not there
  1 |
      ^
  at:   beside
  hint: did you mean 'small'?""",
            id="beside a form that is not there, nearly",
        ),
        pytest.param(
            {TALK: beside("customer", reserve="reserve")},
            """\
questionnaires/talk/2026.1.yaml:1:1: the form 'customer' that this stands beside is not there
  1 |
      ^
  at:   beside
  hint: use one of small, talk""",
            id="beside a form that is not there",
        ),
        pytest.param(
            {TALK: beside("small", reserve="savings", fall="past", held="fall")},
            """\
questionnaires/talk/2026.1.yaml:1:1: 'reserve' cannot be compared with 'savings' of 'small'
  1 |
      ^
  at:   items.reserve.beside
  hint: name an item of the same type with the same option ids

questionnaires/talk/2026.1.yaml:1:1: 'held' cannot be compared with 'fall' of 'small'
  1 |
      ^
  at:   items.held.beside
  hint: name an item of the same type with the same option ids

questionnaires/talk/2026.1.yaml:1:1: 'fall' cannot be compared with 'past' of 'small'
  1 |
      ^
  at:   items.fall.beside
  hint: name an item of the same type with the same option ids""",
            id="beside items that are not there, of another type and with other options",
        ),
        pytest.param(
            {TALK: beside("small", reserve="age"), FORM: SMALL.replace("near: 0", "near: close")},
            """\
questionnaires/small/2026.1.yaml:78:11: 'close' is not a whole number
  78 |     near: close
                 ^
  at:   scales[2].near
  hint: write a whole number from 0 to 100""",
            id="beside a form that is faulty itself",
        ),
    ],
)
def test_a_faulty_tree(tmp_path: Path, changes: dict[str, str | None], message: str) -> None:
    with pytest.raises(FaultyFile) as raised:
        read_tree(tmp_path, changes)
    assert str(raised.value) == message


def test_a_page_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "docs/zh").mkdir(parents=True)
    (tmp_path / "docs/zh/old.md").write_bytes(b"---\ntitle: " + "风险".encode("gbk") + b"\n---\n")
    with pytest.raises(FaultyFile) as raised:
        read_tree(tmp_path, {"docs/en/old.md": PAGE.format("Old", "Old.", "Old.")})
    assert (
        str(raised.value)
        == """\
docs/zh/old.md:2:8: this page is not UTF-8 text
  2 | title:
             ^
  at:   the whole file
  hint: save it as UTF-8"""
    )


def test_a_page_that_begins_with_a_byte_order_mark(tmp_path: Path) -> None:
    library = read_tree(tmp_path, {"docs/en/index.md": "\ufeff" + PAGE.format("Home", "Begin.", "Begin here.")})
    assert library.articles["en"].title("index.md") == "Home"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "nav:\n  home: {zh: 首页}\n  learn: {zh: 学习, en: Learn}\n",
            """\
words/words.yaml:2:9: the key 'en' is missing
  2 |   home: {zh: 首页}
              ^
  at:   nav.home.en
  hint: add 'en': the text in en""",
            id="a language is missing",
        ),
        pytest.param(
            "nav:\n  home: {zh: '', en: Home}\n  learn: Learn\n",
            """\
words/words.yaml:2:14: there is no value here
  2 |   home: {zh: '', en: Home}
                   ^
  at:   nav.home.zh
  hint: write one after the colon

words/words.yaml:3:10: this text has no languages
  3 |   learn: Learn
               ^
  at:   nav.learn
  hint: write {zh: …, en: …}""",
            id="a text is empty and another has no languages",
        ),
        pytest.param(
            "nav: Home\n",
            """\
words/words.yaml:1:6: a group of words has keys
  1 | nav: Home
           ^
  at:   nav
  hint: write them below, indented by two spaces""",
            id="a group is a text",
        ),
        pytest.param(
            "- nav\n",
            """\
words/words.yaml:1:1: a group of words has keys
  1 | - nav
      ^
  at:   the whole file
  hint: write them below, indented by two spaces""",
            id="the file is a list",
        ),
        pytest.param(
            "nav:\n  home: {zh: 首页, en: Home}\n  home: {zh: 主页, en: Start}\nnav:\n  learn: {zh: 学习, en: Learn}\n",
            """\
words/words.yaml:3:3: the key 'home' is given twice
  3 |   home: {zh: 主页, en: Start}
        ^
  at:   nav.home
  hint: keep one of them

words/words.yaml:4:1: the key 'nav' is given twice
  4 | nav:
      ^
  at:   nav
  hint: keep one of them""",
            id="a text and a group are given twice",
        ),
    ],
)
def test_faulty_words(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "words" / "words.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FaultyFile) as raised:
        read_words(path, ("zh", "en"))
    assert str(raised.value) == message


def test_words_keep_a_space_that_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("""list:\n  between: {zh: 、, en: ", "}\n""", encoding="utf-8")
    assert read_words(path, ("zh", "en")) == {"zh": {"list": {"between": "、"}}, "en": {"list": {"between": ", "}}}


def test_a_register_that_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text("sources: []\n", encoding="utf-8")
    with pytest.raises(FaultyFile) as raised:
        read_sources(path, "sources.yaml", ("zh", "en"))
    assert (
        str(raised.value)
        == """\
sources.yaml:1:10: this list is empty
  1 | sources: []
               ^
  at:   sources
  hint: write at least one part"""
    )


def test_a_questionnaire_anywhere_is_read_with_the_sources_and_articles_of_its_tree(tmp_path: Path) -> None:
    read_tree(tmp_path / "site", {})
    draft = tmp_path / "draft.yaml"
    draft.write_text(SMALL.replace("amac-2017 art 29", "amac-2016 art 29"), encoding="utf-8")
    with pytest.raises(FaultyFile) as raised:
        read_questionnaire(draft, tmp_path / "site")
    assert (
        str(raised.value)
        == f"""\
{draft}:105:13: unknown source 'amac-2016'
  105 |     source: amac-2016 art 29
                    ^
  at:   controls[1].source
  hint: did you mean 'amac-2017'?"""
    )


@pytest.mark.parametrize(
    "stray", ["questionnaires/other.yaml", "questionnaires/other/2026.1.yml", "questionnaires/small/old/2025.1.yaml"]
)
def test_a_questionnaire_where_none_is_read_is_not_passed_over(tmp_path: Path, stray: str) -> None:
    with pytest.raises(FaultyFile) as faulty:
        read_tree(tmp_path, {stray: SMALL})
    assert str(faulty.value) == (
        f"{stray}:1:1: this file is not read\n"
        "  1 |\n"
        "      ^\n"
        "  at:   the whole file\n"
        "  hint: put it at questionnaires/<id>/<version>.yaml"
    )
