"""Seconds to read and check every questionnaire: what an author waits for after each change.

    python -m benchmarks.reading

It asserts no time.
"""

from statistics import median
from time import perf_counter

from portal.library import read_library

ROUNDS = 5
AIM = 2.0  # seconds


def seconds() -> float:
    """Return how long one reading of everything takes."""
    started = perf_counter()
    read_library()
    return perf_counter() - started


def main() -> None:
    """Print how long all takes, and a form."""
    forms = read_library().forms
    count = sum(len(versions) for versions in forms.values())
    times = [seconds() for _ in range(ROUNDS)]
    took = median(times)
    print(
        f"{count} questionnaires read and checked in {took:.2f} s, {1000 * took / count:.0f} ms each (aim: {AIM:.0f} s)"
    )


if __name__ == "__main__":
    main()
