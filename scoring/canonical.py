"""Canonical JSON (RFC 8785) of what our records hold: one spelling of every value, so that a digest means something.

Records hold objects, lists, text, whole numbers, true, false and null. Floats never occur and are refused, which
leaves out the one hard part of the RFC (printing them).
"""

import hashlib
import json

LARGEST = 2**53 - 1  # RFC 8785 takes numbers as IEEE doubles; beyond this they would not be exact

type Plain = bool | int | str | list["Plain"] | dict[str, "Plain"] | None


def canonical(value: Plain) -> bytes:
    """Return the canonical JSON of `value`, in UTF-8.

    Errors: TypeError for anything but the types above; ValueError for a number beyond ±(2⁵³−1) or a lone surrogate.

    >>> canonical({"b": [1, None], "a": "é"}).decode()
    '{"a":"é","b":[1,null]}'
    """
    return _write(value).encode()


def digest(value: Plain) -> str:
    """Return the SHA-256 of the canonical JSON of `value`, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _write(value: Plain) -> str:
    match value:
        case None | bool() | str():
            return json.dumps(value, ensure_ascii=False)
        case int():
            if abs(value) > LARGEST:
                raise ValueError(f"{value} is beyond what JSON holds exactly")
            return str(value)
        case list():
            return f"[{','.join(map(_write, value))}]"
        case dict() if all(isinstance(key, str) for key in value):
            keys = sorted(value, key=lambda key: key.encode("utf-16-be"))  # RFC 8785, 3.2.3: by UTF-16 code units
            return "{" + ",".join(f"{_write(key)}:{_write(value[key])}" for key in keys) + "}"
    raise TypeError(f"{type(value).__name__} has no canonical JSON here")
