"""Assessments a second on one core, in this interpreter: a plain form of twenty items, then every published form.

    python -m benchmarks.scoring

Random people, all different, each answering every item; from raw answers to the whole explained result,
refused ones among them. It asserts no time.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from portal.library import LANGUAGES, read_library
from portal.reader.questionnaire import Surroundings, read_file
from scoring.item import Item, ItemType
from scoring.questionnaire import Questionnaire
from scoring.refusal import Refused
from scoring.score import score

PEOPLE, ROUNDS, SEED = 3_000, 7, 2026
AIM = 20_000  # assessments a second of the plain form

type Person = tuple[dict[str, object], int | None]  # raw answers, and the seed of a form that draws

# Who may lose how much: four scales of five items, five bands each, the lowest of them the tier.
SCALES = ("means", "horizon", "knowledge", "nerve")
CONTROLS = (
    ("means_1 == 'o0'", "cap: C1"),
    ("means_2 in ('o0', 'o1') and tier >= 'C3'", "cap: C2"),
    ("band(nerve) - band(means) >= 2", "then: refer"),
    ("horizon_1 == 'o0' and tier >= 'C3'", "cap: C2"),
    ("horizon_2 == 'o1' and horizon_3 == 'o4'", "then: confirm"),
    ("points(knowledge) <= 6 and tier >= 'C4'", "cap: C3"),
    ("band(knowledge) <= 'C2' and band(nerve) >= 'C4'", "cap: C3, then: refer"),
    ("nerve_1 == 'o0' or nerve_2 == 'o0'", "cap: C2"),
    ("knowledge_1 == 'o4' and points(knowledge_2) + points(knowledge_3) <= 2", "then: warn"),
    ("means_5 == 'o0' and nerve_5 == 'o4'", "then: block"),
)


def plain_form() -> Questionnaire:
    """Return the form of twenty items, four scales and ten controls, read from YAML as any other."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plain.yaml"
        path.write_text("\n".join(_lines()), encoding="utf-8")
        return read_file(path, "plain.yaml", Surroundings(("rule",), (), LANGUAGES))


def _lines() -> list[str]:
    levels = [f"C{place}" for place in range(1, 6)]
    items = {scale: [f"{scale}_{place}" for place in range(1, 6)] for scale in SCALES}
    options = ", ".join(f"{{id: o{points}, label: {_text()}, points: {points}}}" for points in range(5))
    bands = ", ".join(f"{{id: {level}, from: {start}}}" for level, start in zip(levels, (0, 5, 9, 13, 17), strict=True))
    answers = ", ".join(f"{id_}: o2" for ids in items.values() for id_ in ids)
    return [
        "{questionnaire: plain, version: 2026.1, purpose: risk-profile,",
        f"title: {_text()}, about: {_text()},",
        f"option_sets: [{{id: degrees, options: [{options}]}}],",
        f"sections: [{', '.join(_section(scale, ids) for scale, ids in items.items())}],",
        f"scales: [{', '.join(_scale(scale, ids, bands) for scale, ids in items.items())}],",
        f"tiers: {{by: 'min({', '.join(f'band({scale})' for scale in SCALES)})', because: {_text()},",
        f"  levels: [{', '.join(f'{{id: {level}, title: {_text()}, means: {_text()}}}' for level in levels)}]}},",
        f"controls: [{', '.join(_control(at, *control) for at, control in enumerate(CONTROLS))}],",
        f"examples: [{{id: middle, name: {_text()}, answers: {{{answers}}}, expect: {{tier: C3}}}}]}}",
    ]


def _text() -> str:
    return "{zh: 文字, en: Words}"


def _section(scale: str, ids: Sequence[str]) -> str:
    items = ", ".join(f"{{id: {id_}, type: choice, ask: {_text()}, options: degrees}}" for id_ in ids)
    return f"{{id: about-{scale}, title: {_text()}, items: [{items}]}}"


def _scale(scale: str, ids: Sequence[str], bands: str) -> str:
    of = ", ".join(ids)
    return (
        f"{{id: {scale}, title: {_text()}, about: {_text()}, of: [{of}], by: sum, missing: refuse, bands: [{bands}]}}"
    )


def _control(at: int, when: str, does: str) -> str:
    return f'{{id: control-{at}, when: "{when}", {does}, because: {_text()}, source: rule}}'


def random_people(form: Questionnaire, count: int = PEOPLE, seed: int = SEED) -> list[Person]:
    """Return `count` people who answer every item of `form` at random."""
    random = Random(f"{seed} {form.id}")  # noqa: S311  # nothing secret
    items = form.items.items()
    return [
        ({id_: _answer(random, item) for id_, item in items}, random.randrange(count) if form.seeded else None)
        for _ in range(count)
    ]


def _answer(random: Random, item: Item) -> object:
    match item.type:
        case ItemType.CHOICE | ItemType.LIKERT:
            return random.choice(list(item.option))
        case ItemType.CHOICES:
            together = [option.id for option in item.options if not option.alone]
            return random.sample(together, random.randint(1, len(together)))
        case ItemType.NUMBER | ItemType.MONEY:
            assert item.low is not None and item.high is not None  # noqa: PT018
            return random.randint(item.low, item.high)
        case ItemType.DATE:
            first, last = (date.fromisoformat(day or "").toordinal() for day in (item.earliest, item.latest))
            return date.fromordinal(random.randint(first, last)).isoformat()
        case ItemType.TEXT:
            return "A few words."[: item.longest]


def a_second(form: Questionnaire) -> int:
    """Return how many assessments of `form` are made in a second: the median of rounds, after one to warm up.

    Every round has people of its own, so that nothing kept of one answers for the next.
    """
    _warm_up, *times = [_seconds(form, random_people(form, seed=SEED + at)) for at in range(ROUNDS + 1)]
    return round(PEOPLE / median(times))


def _seconds(form: Questionnaire, people: Sequence[Person]) -> float:
    started = perf_counter()
    for answers, seed in people:
        with suppress(Refused):  # who declines too many answers of a scale is refused, and that takes time too
            score(form, answers, seed=seed)
    return perf_counter() - started


def main() -> None:
    """Print a line for each form."""
    library = read_library()
    print(f"assessments a second, median of {ROUNDS} rounds of {PEOPLE:,} random people (aim: {AIM:,} of the first)")
    for form in (plain_form(), *map(library.newest, library.forms)):
        shape = f"{len(form.items)} items, {len(form.scales)} scales, {len(form.controls)} controls"
        print(f"{form.id:22}{a_second(form):9,}   {shape}")


if __name__ == "__main__":
    main()
