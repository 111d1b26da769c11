"""The page's only door to Python: request text in, reply text out, and a reader's mistake never raises.

{"ask": "score", "form", "version", "language", "answers", "confirmed", "started", "finished"} → {"record": {…}}
{"ask": "shown", "form", "version", "answers"}                                  → {"shown": [item ids]}
either of them, when it cannot be answered                    → {"refused": [{"item": id or null, "sentence"}]}
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from scoring.answers import shown_items
from scoring.plain import from_plain
from scoring.questionnaire import Questionnaire
from scoring.record import make_record
from scoring.refusal import Refusal, Refused, say

type Forms = Mapping[tuple[str, str], Questionnaire]


def door(bundle: str) -> Callable[[str], str]:
    """Return the function that answers a page's requests for the questionnaires in `bundle`.

    bundle: JSON `{"questionnaires": [models as scoring.plain writes them], "refusals": {language: {code: sentence}}}`.
    """
    content = json.loads(bundle)
    read = [from_plain(Questionnaire, model) for model in content["questionnaires"]]
    forms = {(form.id, form.version): form for form in read}

    def answer(request: str) -> str:
        return json.dumps(_reply(forms, content["refusals"], json.loads(request)), ensure_ascii=False)

    return answer


def _reply(forms: Forms, words: Mapping[str, Mapping[str, str]], request: dict[str, Any]) -> dict[str, Any]:
    form = forms.get((request["form"], request["version"]))
    try:
        return _answer(form, request)
    except Refused as refused:
        language = request.get("language", next(iter(words)))
        return {
            "refused": [
                {"item": refusal.item, "sentence": say(refusal, form, language, words[language])}
                for refusal in refused.refusals
            ]
        }


def _answer(form: Questionnaire | None, request: dict[str, Any]) -> dict[str, Any]:
    if form is None:
        raise Refused([Refusal("unknown_form", None, f"{request['form']} {request['version']}")])
    if request["ask"] == "shown":
        return {"shown": list(shown_items(form, request["answers"]))}
    return {
        "record": make_record(
            form,
            request["answers"],
            language=request["language"],
            started=request["started"],
            finished=request["finished"],
            confirmed=request["confirmed"],
        )
    }
