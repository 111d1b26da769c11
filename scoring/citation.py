"""Where a rule comes from: a source in the shared register, and the place in it.

Written `amac-2017 art 29(2)`, `esma-2023 para 51` or, for a whole document, `nfra-2025-7`. The register of
sources (titles, issuers, addresses) is `questionnaires/sources.yaml`; this module does not know it.
"""

import re
from dataclasses import dataclass
from typing import Self

PLACES = ("art", "para", "check", "section")
_WRITTEN = re.compile(rf"(?P<source>[a-z0-9-]+)(?: (?P<kind>{'|'.join(PLACES)}) (?P<where>[\w().,-]+))?")


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source: `kind` and `where` are both None when the whole document is meant."""

    source: str
    kind: str | None = None
    where: str | None = None

    @classmethod
    def read(cls, written: str) -> Self:
        """Return the citation that `written` names; ValueError says how to write one."""
        match = _WRITTEN.fullmatch(written)
        if not match:
            raise ValueError(f"'{written}' is not a source; write 'source-id' or 'source-id art 29(2)'")
        return cls(match["source"], match["kind"], match["where"])

    def __str__(self) -> str:
        """Return the citation as an author writes it."""
        return f"{self.source} {self.kind} {self.where}" if self.kind else self.source
