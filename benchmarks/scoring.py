"""Assessments a second on one core, in this interpreter: every questionnaire, its worked examples in turn.

    python -m benchmarks.scoring

It asserts no time.
"""

from itertools import cycle
from time import perf_counter

from portal.library import read_library
from scoring.questionnaire import Questionnaire
from scoring.score import score

ROUNDS, ASSESSMENTS = 5, 5_000


def a_second(form: Questionnaire) -> int:
    """Return how many assessments of `form` are made in a second, in the best of the rounds."""
    return max(round(ASSESSMENTS / _seconds(form)) for _ in range(ROUNDS))


def _seconds(form: Questionnaire) -> float:
    examples = cycle([dict(example.answers) for example in form.examples])
    started = perf_counter()
    for _ in range(ASSESSMENTS):
        score(form, next(examples))
    return perf_counter() - started


def main() -> None:
    """Print a line for each questionnaire."""
    library = read_library()
    for id_ in library.forms:
        form = library.newest(id_)
        print(f"{id_}: {a_second(form):,} assessments a second, {len(form.items)} items")


if __name__ == "__main__":
    main()
