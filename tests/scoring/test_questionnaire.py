from fractions import Fraction

import pytest

from scoring.canonical import digest
from scoring.exact import Exact
from scoring.plain import to_plain
from scoring.questionnaire import Item, Section
from tests.scoring.build import choice, choices, form, number, scale, text

FIRST, SECOND, THIRD = choice("z", {"no": 0, "yes": 2}), number("a", 0, 9), choice("m", {"no": 1, "yes": 4})


def test_items_stand_in_the_order_they_are_asked_over_all_sections() -> None:
    sections = (Section("one", text("one"), (FIRST, SECOND)), Section("two", text("two"), (THIRD,)))
    assert list(form(scales=[scale("s", ["z"])], sections=sections).items) == ["z", "a", "m"]


def test_tiers_stand_most_cautious_first() -> None:
    assert form(FIRST, scales=[scale("s", ["z"])]).tiers.order == ("C1", "C2", "C3")


def test_options_are_found_by_id() -> None:
    assert [option.points for option in FIRST.option.values()] == [0, 2]


@pytest.mark.parametrize(
    ("item", "point_range", "because"),
    [
        (choice("q", {"a": 3, "b": 0, "c": 1}), (0, 3), "in any order"),
        (choice("q", {"a": -2, "b": 5}), (-2, 5), "below zero too"),
        (choice("q", {"a": Fraction(1, 2), "b": Fraction(7, 2)}), (Fraction(1, 2), Fraction(7, 2)), "exact"),
        (choice("q", {"a": None, "b": 1, "c": 2}), (1, 2), "an unscored option is not 0"),
        (choice("q", {"a": None}), None, "nothing scored"),
        (choices("q", {"a": 1, "b": 4}), (1, 4), "only the highest of several counts"),
        (number("q", 0, 9), None, "a number earns nothing"),
    ],
)
def test_point_range(item: Item, point_range: tuple[Exact, Exact] | None, because: str) -> None:
    assert item.point_range == point_range, because


def test_a_digest_seals_the_whole_model() -> None:
    small = form(FIRST, scales=[scale("s", ["z"])])
    assert small.digest == digest(to_plain(small))
    assert small.digest != form(FIRST, scales=[scale("s", ["z"], near=2)]).digest
    assert small.digest != form(FIRST, scales=[scale("s", ["z"])], title=text("other")).digest
