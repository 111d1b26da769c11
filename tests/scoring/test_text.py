import pytest

from scoring.text import Text

BOTH = Text.of({"zh": "风险", "en": "Risk"})


@pytest.mark.parametrize(("language", "words"), [("zh", "风险"), ("en", "Risk")])
def test_words_are_looked_up_by_language(language: str, words: str) -> None:
    assert BOTH[language] == words


def test_a_language_that_is_not_there_is_an_error_and_not_another_language() -> None:
    with pytest.raises(KeyError, match="'fr'"):
        BOTH["fr"]


def test_the_author_s_order_of_languages_is_kept() -> None:
    assert BOTH.words == (("zh", "风险"), ("en", "Risk"))
    assert Text.of(dict(BOTH.words)) == BOTH
