"""Seals: what a published version of a questionnaire was, so that a later change of its meaning is found and named.

`<version>.seal.json` beside `<version>.yaml` holds the digest of the model and a digest of each of its parts. Comments
and layout of the YAML are not part of the model and may change; a word, a point or an order may not.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from portal.reader.problem import Problem
from scoring.canonical import Plain, digest
from scoring.outcome import TIER
from scoring.plain import to_plain
from scoring.questionnaire import Questionnaire

type Seal = Mapping[str, Any]

SUFFIX = ".seal.json"
# Lists whose members are parts of their own; anything below them belongs to the part it stands in.
PARTED = ("sections", "items", "scales", "outcomes", "levels", "marks", "controls", "grades", "rows", "examples")
REST = "order"  # what is left when every part is the same
HINT = "put it back, or write a new version: records made with this one must stay verifiable"


def seal_path(questionnaire: Path) -> Path:
    """Return where the seal of a YAML file lies."""
    return questionnaire.with_name(questionnaire.stem + SUFFIX)


def make_seal(form: Questionnaire) -> dict[str, Plain]:
    """Return the seal of a questionnaire: the digest of the whole, and of each part by its path."""
    parts = _parts("", to_plain(form))
    return {"digest": form.digest, "parts": {_as_written(path): digest(part) for path, part in parts}}


def write_seal(form: Questionnaire, questionnaire: Path) -> Path:
    """Seal the questionnaire that was read from a YAML file and return the seal's path. Errors: FileExistsError."""
    path = seal_path(questionnaire)
    with path.open("x", encoding="utf-8") as file:
        file.write(json.dumps(make_seal(form), indent=1) + "\n")
    return path


def broken(form: Questionnaire, seal: Seal) -> tuple[str, ...]:
    """Return the paths of the parts that are not what was sealed; none when the seal holds."""
    now = make_seal(form)
    if now["digest"] == seal["digest"]:
        return ()
    sealed, present = dict(seal["parts"]), now["parts"]
    assert isinstance(present, dict)  # make_seal has just made it
    paths = dict.fromkeys([*present, *sealed])
    return tuple(path for path in paths if present.get(path) != sealed.get(path)) or (REST,)


def seal_faults(form: Questionnaire, questionnaire: Path, shown_as: str) -> list[Problem]:
    """Return a problem for each part of a sealed version that has changed; none where no seal lies."""
    path = seal_path(questionnaire)
    if not path.exists():
        return []
    try:
        seal = json.loads(path.read_text(encoding="utf-8"))
        changed = broken(form, seal)
    except (ValueError, KeyError, TypeError):
        what, hint = "this version's seal cannot be read", f"restore {path.name} from where it was published"
        return [Problem(shown_as, 0, 0, "", what, "", hint)]
    return [Problem(shown_as, 0, 0, "", "this version is sealed, and this has changed", part, HINT) for part in changed]


def orphans(questionnaires: Path) -> list[Path]:
    """Return the seals whose questionnaire is gone."""
    seals = sorted(questionnaires.glob(f"*/*{SUFFIX}"))
    return [seal for seal in seals if not seal.with_name(seal.name.removesuffix(SUFFIX) + ".yaml").exists()]


def _parts(path: str, plain: Plain) -> Iterator[tuple[str, Plain]]:
    """Yield each part under its path: its own content, without the parts below it."""
    if not isinstance(plain, dict):
        yield path, plain
        return
    own: dict[str, Plain] = {}
    for key, value in plain.items():
        below = f"{path}.{key}" if path else key
        if members := _members(key, value):
            for member in members:
                yield from _parts(f"{below}.{member['id']}", member)
        elif not path or (isinstance(value, dict) and any(_members(*pair) for pair in value.items())):
            yield from _parts(below, value)
        else:
            own[key] = value
    if own:
        yield path, own


def _as_written(path: str) -> str:
    """Return a part's path as its author knows it: the tier is an outcome with a key of its own."""
    tier = f"outcomes.{TIER}"
    return f"tiers{path.removeprefix(tier)}" if path == tier or path.startswith(f"{tier}.") else path


def _members(key: str, value: Plain) -> list[dict[str, Plain]]:
    """Return the parts that a key holds; none where it holds something else under the same name."""
    return [one for one in value if isinstance(one, dict)] if key in PARTED and isinstance(value, list) else []
