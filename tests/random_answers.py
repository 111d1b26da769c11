"""Random requests for a questionnaire, right and wrong, made from its model as JSON and a seed."""

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any

type Model = Mapping[str, Any]  # as scoring.plain writes a Questionnaire
type Answers = dict[str, object]

# What no item takes, or only by chance: wrong types, numbers at and past every edge, text that is no option.
ODD_TEXTS = ("", "no such option", "选项", "1", "\U0001f642", "x" * 99)
ODD_NUMBERS = (-1, 0, 1, 121, 2**31, 10**30, 1.5, -0.0)
ODD: tuple[object, ...] = (None, True, False, *ODD_TEXTS, *ODD_NUMBERS, [], {}, [[]])
ODD_LISTS = (["no such option"], [1], [None], ["none", "none"], [["none"]], {"none": True})


def random_requests(model: Model, count: int, seed: int) -> Iterator[dict[str, object]]:
    """Yield `count` requests: about half can be scored as they are, the others have one to three faults."""
    random = Random(f"{seed} {model['id']} {model['version']}")  # noqa: S311  # nothing secret
    items = [item for section in model["sections"] for item in section["items"]]
    for _ in range(count):
        answers = {item["id"]: _answer(random, item) for item in items}
        for fault in random.choices(FAULTS, k=random.choice((0, 0, 0, 1, 2, 3))):
            fault(random, answers, items)
        yield _request(random, model, answers)


def _answer(random: Random, item: Model) -> object:
    if item["type"] == "number":
        return random.choice((item["low"], item["high"], random.randint(item["low"], item["high"])))
    options = [option["id"] for option in item["options"]]
    if item["type"] == "choice":
        return random.choice(options)
    together = [option["id"] for option in item["options"] if not option.get("alone")]
    alone = [[option] for option in options if option not in together]
    return random.choice([random.sample(together, random.randint(1, len(together))), *alone])


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
    form = {"form": model["id"], "version": model["version"] if random.random() < 0.99 else "0", "answers": answers}
    if random.random() < 0.1:
        return {"ask": "shown", **form}
    controls = [control["id"] for control in model["controls"]]
    return {
        "ask": "score",
        **form,
        "language": random.choice(("zh", "en")),
        "confirmed": random.sample([*controls, "no_such_control"], random.choice((0, 0, 0, 1, 2))),
        "started": "2026-11-23T08:00:00Z",
        "finished": "2026-11-23T08:09:00Z",
    }
