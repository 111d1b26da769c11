from scoring.canonical import digest
from scoring.plain import to_plain
from scoring.questionnaire import Section
from tests.scoring.build import choice, form, number, scale, text

FIRST, SECOND, THIRD = choice("z", {"no": 0, "yes": 2}), number("a", 0, 9), choice("m", {"no": 1, "yes": 4})


def test_items_stand_in_the_order_they_are_asked_over_all_sections() -> None:
    sections = (Section("one", text("one"), (FIRST, SECOND)), Section("two", text("two"), (THIRD,)))
    assert list(form(scales=[scale("s", ["z"])], sections=sections).items) == ["z", "a", "m"]


def test_tiers_stand_most_cautious_first() -> None:
    tiers = form(FIRST, scales=[scale("s", ["z"])]).tier
    assert tiers
    assert tiers.order == ("C1", "C2", "C3")


def test_a_digest_seals_the_whole_model() -> None:
    small = form(FIRST, scales=[scale("s", ["z"])])
    assert small.digest == digest(to_plain(small))
    assert small.digest != form(FIRST, scales=[scale("s", ["z"], near=2)]).digest
    assert small.digest != form(FIRST, scales=[scale("s", ["z"])], title=text("other")).digest
