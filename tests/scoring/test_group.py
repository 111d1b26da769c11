"""People assessed together: the most prudent level of each outcome, and a wide difference goes to a person."""

from collections.abc import Sequence

import pytest

from scoring.group import Together, assess_together
from scoring.questionnaire import Group, Questionnaire
from scoring.score import score
from tests.scoring.build import (
    SOURCE,
    bands,
    choice,
    control,
    form,
    ladder,
    missing,
    outcome,
    scale,
    text,
    tier,
)

UNSCORED = missing("unscored")


def together(*members: str, divergence: int = 2) -> Together:
    """Return what members, each written as the answers to a and b, come to."""
    made = household(divergence)
    return assess_together(made, [score(made, answers(one)) for one in members])


def household(divergence: int) -> Questionnaire:
    """Return a form of a tier by a, and a gate by b, with a block for who answers p1 to a."""
    scales = [
        scale("means", ["a"], rule=UNSCORED),
        scale("knowing", ["b"], bands=bands(basic=0, middling=3, complex=6), rule=UNSCORED),
    ]
    return form(
        ladder("a", required=False),
        ladder("b", required=False),
        scales=scales,
        outcomes=(tier("band(means)"), outcome("complexity", "basic middling complex", "band(knowing)", gate=True)),
        controls=[control("block", "a == 'p1'", then="block"), control("cap", "a == 'p7'", cap="C2")],
        group=Group(divergence, text("because"), SOURCE),
    )


def answers(written: str) -> dict[str, object]:
    """Return the answers to a and b; - is none."""
    return {id_: option for id_, option in zip("ab", written.split(), strict=True) if option != "-"}


@pytest.mark.parametrize(
    ("members", "levels", "diverges", "because"),
    [
        (("p8 p8", "p8 p8"), "C3 complex", (), "alike"),
        (("p8 p8", "p3 p8"), "C2 complex", (), "the more prudent level, one place apart"),
        (("p3 p8", "p8 p8"), "C2 complex", (), "in any order"),
        (("p8 p8", "p0 p8"), "C1 complex", ("tier",), "two places apart"),
        (("p0 p8", "p8 p0"), "C1 basic", ("tier", "complexity"), "each outcome by itself: nobody's whole result"),
        (("p8 p3", "p3 p0", "p3 p8"), "C2 basic", ("complexity",), "the widest distance of three"),
        (("p7 p8", "p0 p8"), "C1 complex", (), "by the level that controls leave, not by the computed one"),
        (("p1 p8", "p8 p8"), "- -", (), "who is blocked has no level, and neither has the group"),
        (("- p8", "p8 p0"), "- basic", ("complexity",), "who has no result has no level, of that outcome alone"),
        (("- p8", "p8 p8", "p0 p8"), "- complex", (), "where one has no level, the others are not compared"),
        (("p8 -", "p0 -"), "C1 -", ("tier",), "nobody has one"),
    ],
)
def test_the_most_prudent_level_counts(
    members: Sequence[str], levels: str, diverges: tuple[str, ...], because: str
) -> None:
    expected = tuple(
        (id_, None if level == "-" else level)
        for id_, level in zip(("tier", "complexity"), levels.split(), strict=True)
    )
    assert together(*members) == Together(expected, diverges), because


@pytest.mark.parametrize(
    ("divergence", "members", "diverges"),
    [
        (1, ("p8 p8", "p8 p8"), ()),
        (1, ("p8 p8", "p5 p8"), ("tier",)),
        (2, ("p8 p8", "p5 p8"), ()),
        (2, ("p8 p8", "p2 p8"), ("tier",)),
        (3, ("p8 p8", "p0 p0"), ()),
    ],
)
def test_a_difference_counts_from_so_many_places(
    divergence: int, members: Sequence[str], diverges: tuple[str, ...]
) -> None:
    assert together(*members, divergence=divergence).diverges == diverges


@pytest.mark.parametrize("members", [(), ("p8 p8",)])
def test_one_person_is_no_group(members: Sequence[str]) -> None:
    with pytest.raises(ValueError, match=r"^people are assessed together from two on$"):
        together(*members)


def test_a_form_without_a_rule_for_groups_says_so() -> None:
    alone = form(choice("a", {"x": 0, "y": 6}), scales=[scale("s", ["a"])])
    member = score(alone, {"a": "y"})
    with pytest.raises(ValueError, match=r".*") as error:
        assess_together(alone, [member, member])
    assert str(error.value) == "'small' has no rule for people assessed together; add 'group' to it"
