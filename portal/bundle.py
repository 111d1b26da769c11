"""The bundle: all that the page's Python needs, as one JSON text: the questionnaires and the sentences of refusal."""

import json

from portal.library import Library
from scoring.plain import to_plain


def make_bundle(library: Library) -> str:
    """Return the bundle that `scoring.browser.door` opens; the same library gives the same text."""
    content = {
        "questionnaires": [to_plain(form) for versions in library.forms.values() for form in versions.values()],
        "refusals": {language: words["refusal"] for language, words in library.words.items()},
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
