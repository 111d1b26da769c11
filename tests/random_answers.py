"""Random requests for a questionnaire, right and wrong, made from its model as JSON and a seed."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

type Model = Mapping[str, Any]  # as scoring.plain writes a Questionnaire
type Answers = dict[str, object]

# What no item takes, or only by chance: wrong types, numbers at and past every edge, text that is no option.
ODD_TEXTS = ("", "no such option", "选项", "1", "\U0001f642", "x" * 99)
ODD_DAYS = ("2026-02-30", "0000-00-00", "20260131", "2026-1-1", "9999-12-31")
ODD_NUMBERS = (-1, 0, 1, 121, 2**31, 10**30, 1.5, -0.0)
ODD: tuple[object, ...] = (None, True, False, *ODD_TEXTS, *ODD_DAYS, *ODD_NUMBERS, [], {}, [[]])
ODD_LISTS = (["no such option"], [1], [None], ["none", "none"], [["none"]], {"none": True})

ODD_SEEDS: tuple[object, ...] = (-1, 2**32, "1", True, None, 1.5, [])
ODD_OTHERS: tuple[object, ...] = (*ODD, *ODD_LISTS)
LARGEST_SEED = 2**32 - 1
LETTERS = "ab \t\n，风险é🙂"
CONFIRMED = (0, 0, 0, 1, 2)  # how many confirmations a request has


def random_requests(model: Model, count: int, seed: int) -> Iterator[dict[str, object]]:
    """Yield `count` requests: about half can be answered as they are, the others have one to three faults."""
    random = Random(f"{seed} {model['id']} {model['version']}")  # noqa: S311  # nothing secret
    items = [item for section in model["sections"] for item in section["items"]]
    for _ in range(count):
        answers = {item["id"]: _answer(random, item) for item in items}
        for fault in random.choices(FAULTS, k=random.choice((0, 0, 0, 1, 2, 3))):
            fault(random, answers, items)
        yield _request(random, model, answers)


def _answer(random: Random, item: Model) -> object:
    """Return one sound answer to an item of any type; an opt-out is one, where there are any."""
    options = [option["id"] for option in item.get("options", ())]
    if item["type"] in ("choice", "likert") or (options and item["type"] != "choices" and random.random() < 0.2):
        return random.choice(options)
    if item["type"] in ("number", "money"):
        return random.choice((item["low"], item["high"], _around_an_edge(random, item)))
    if item["type"] == "date":
        earliest, latest = date.fromisoformat(item["earliest"]), date.fromisoformat(item["latest"])
        between = earliest + timedelta(days=random.randint(0, (latest - earliest).days))
        return random.choice((item["earliest"], item["latest"], between.isoformat()))
    if item["type"] == "text":
        return "".join(random.choices(LETTERS, k=random.randint(0, item["longest"] - 1))) + "x"
    together = [option["id"] for option in item["options"] if not option.get("alone")]
    alone = [[option] for option in options if option not in together]
    return random.choice([random.sample(together, random.randint(1, len(together))), *alone])


def _around_an_edge(random: Random, item: Model) -> int:
    """Return any number the item takes, as often as not one at or beside the start of one of its steps."""
    low, high = int(item["low"]), int(item["high"])
    starts = [step["start"] for step in item.get("steps", ()) if isinstance(step["start"], int)]
    if starts and random.random() < 0.5:
        return min(high, max(low, random.choice(starts) + random.choice((-1, 0, 1))))
    return random.randint(low, high)


def _leave_out(random: Random, answers: Answers, _items: list[Model]) -> None:
    for item in random.sample(sorted(answers), min(1, len(answers))):
        del answers[item]


def _leave_most_out(random: Random, answers: Answers, _items: list[Model]) -> None:
    for item in random.sample(sorted(answers), len(answers) // 2):
        del answers[item]


def _put_odd(random: Random, answers: Answers, items: list[Model]) -> None:
    answers[random.choice(items)["id"]] = random.choice((*ODD, *ODD_LISTS))


def _put_others(random: Random, answers: Answers, items: list[Model]) -> None:
    """Answer one item with what is right for another."""
    answers[random.choice(items)["id"]] = _answer(random, random.choice(items))


def _put_all(random: Random, answers: Answers, items: list[Model]) -> None:
    """Choose every option at once, in any order, also those that exclude the others."""
    item = random.choice(items)
    options = [option["id"] for option in item.get("options", ())]
    answers[item["id"]] = random.sample(options, len(options))


def _put_unknown(random: Random, answers: Answers, _items: list[Model]) -> None:
    answers[f"no_such_item_{random.randint(1, 9)}"] = random.choice(ODD)


FAULTS: tuple[Callable[[Random, Answers, list[Model]], None], ...] = (
    _leave_out,
    _leave_most_out,
    _put_odd,
    _put_others,
    _put_all,
    _put_unknown,
)


def _request(random: Random, model: Model, answers: Answers) -> dict[str, object]:
    form = {
        "form": model["id"],
        "version": model["version"] if random.random() < 0.99 else "0",
        "language": random.choice(model.get("languages", ("zh", "en"))),
        "answers": answers,
        **_seed(random, model),
    }
    lot = random.random()
    if lot < 0.1:
        return {"ask": "shown", **form}
    if lot < 0.18:
        return {"ask": "carry", **form, "from": model["version"] if random.random() < 0.9 else "0"}
    if lot < 0.26:
        return {"ask": "beside", **form, "other": _others_answers(random, model)}
    controls = [control["id"] for control in model.get("controls", ())]
    return {
        "ask": "score",
        **form,
        "confirmed": random.sample([*controls, "no_such_control"], min(len(controls) + 1, random.choice(CONFIRMED))),
        "started": "2026-11-23T08:00:00Z",
        "finished": "2026-11-23T08:09:00Z",
    }


def _seed(random: Random, model: Model) -> dict[str, object]:
    """Return the seed that a form which draws or shuffles needs, now and then a wrong one or none; else nothing."""
    sections = model["sections"]
    if not any(section.get("draw") or any(item.get("shuffle") for item in section["items"]) for section in sections):
        return {}
    if random.random() < 0.03:
        return {"seed": random.choice(ODD_SEEDS)} if random.random() < 0.8 else {}
    return {"seed": random.choice((0, LARGEST_SEED, random.randint(0, LARGEST_SEED)))}


def _others_answers(random: Random, model: Model) -> Answers:
    """Return what another person answered to the items that this form is kept beside, some of it odd."""
    items = [item for section in model["sections"] for item in section["items"] if item.get("beside")]
    return {
        item["beside"]: _answer(random, item) if random.random() < 0.8 else random.choice(ODD_OTHERS)
        for item in items
        if random.random() < 0.9
    }
