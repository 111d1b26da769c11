"""What a seed decides: which items of a pool are asked, and in which order options stand.

A seed is a whole number that the page draws and the record keeps, so that everything can be worked out again. Items
and options are put in the order of the SHA-256 of the seed and their ids: the same everywhere, without a generator.
"""

import hashlib
from functools import lru_cache

from scoring.item import Item
from scoring.questionnaire import Questionnaire

LARGEST_SEED = 2**32 - 1


def is_seed(value: object) -> bool:
    """Tell whether `value` is a whole number from 0 to 2³² − 1."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_SEED


@lru_cache(maxsize=256)
def undrawn(form: Questionnaire, seed: int) -> frozenset[str]:
    """Return the items of the form's pools that `seed` does not draw."""
    left_out: set[str] = set()
    for section in form.sections:
        if section.draw:
            ids = sorted((item.id for item in section.items), key=lambda id_: _lot(seed, id_))
            left_out.update(ids[section.draw :])
    return frozenset(left_out)


def option_order(item: Item, seed: int) -> tuple[str, ...]:
    """Return the ids of an item's options as `seed` shuffles them; those that stand apart stay last."""
    mixed = [option.id for option in item.options if not (option.alone or option.opt_out)]
    apart = [option.id for option in item.options if option.alone or option.opt_out]
    return (*sorted(mixed, key=lambda id_: _lot(seed, item.id, id_)), *apart)


def _lot(seed: int, *ids: str) -> bytes:
    return hashlib.sha256("/".join([str(seed), *ids]).encode()).digest()
