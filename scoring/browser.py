"""The page's only door to Python: request text in, reply text out, and a reader's mistake never raises.

Every request names "form" and "version", and gives "language", "answers" and, where the form draws or shuffles, "seed".

{"ask": "score", "confirmed", "started", "finished"} → {"record": {…}, "texts": {key: words}}
{"ask": "shown"}                                     → {"shown": [items], "texts": {…}, "orders": {item: [options]}}
{"ask": "carry", "from": an older version}           → {"kept": {item: answer}, "again": [items], "gone": [items]}
{"ask": "beside", "other": another's answers}        → {"answers": {item: words}, "differs": [items]}
any of them, when it cannot be answered              → {"refused": [{"item": id or null, "sentence"}]}

texts: those that depend on answers, by the keys of `Questionnaire.wordings`; orders: of shuffled options.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from scoring.answers import sound_answers
from scoring.beside import differing
from scoring.carry import carry
from scoring.draw import is_seed, option_order
from scoring.piping import piped_texts, spell_answer
from scoring.plain import from_plain, to_plain
from scoring.questionnaire import Questionnaire
from scoring.record import make_record
from scoring.refusal import Refusal, Refused, say

type Forms = Mapping[tuple[str, str], Questionnaire]
type Request = dict[str, Any]
type Reply = dict[str, Any]


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


def _reply(forms: Forms, words: Mapping[str, Mapping[str, str]], request: Request) -> Reply:
    form = forms.get((request["form"], request["version"]))
    language = request.get("language", next(iter(words)))
    try:
        if form is not None:
            return _ASKED[request["ask"]](forms, form, language, request)
        refusals: tuple[Refusal, ...] = (Refusal("unknown_form", None, f"{request['form']} {request['version']}"),)
    except Refused as refused:
        refusals = refused.refusals
    said = [{"item": one.item, "sentence": say(one, form, language, words[language])} for one in refusals]
    return {"refused": said}


def _score(_: Forms, form: Questionnaire, language: str, request: Request) -> Reply:
    record = make_record(
        form,
        request["answers"],
        language=language,
        started=request["started"],
        finished=request["finished"],
        confirmed=request["confirmed"],
        seed=request.get("seed"),
    )
    answers = sound_answers(form, request["answers"], request.get("seed"))
    return {"record": record, "texts": piped_texts(form, answers, language)}


def _shown(_: Forms, form: Questionnaire, language: str, request: Request) -> Reply:
    seed = request.get("seed")
    answers = sound_answers(form, request["answers"], seed)
    shuffled = [item for item in form.items.values() if item.shuffle and is_seed(seed)]
    return {
        "shown": list(answers.shown),
        "texts": piped_texts(form, answers, language),
        "orders": {item.id: list(option_order(item, seed or 0)) for item in shuffled},
    }


def _carry(forms: Forms, form: Questionnaire, _language: str, request: Request) -> Reply:
    old = forms.get((form.id, request["from"]))
    if old is None:
        raise Refused([Refusal("unknown_form", None, f"{form.id} {request['from']}")])
    carried = carry(old, form, request["answers"], request.get("seed"))
    return {"kept": to_plain(dict(carried.kept)), "again": list(carried.again), "gone": list(carried.gone)}


def _beside(_: Forms, form: Questionnaire, language: str, request: Request) -> Reply:
    """Compare with what another person answered, in the words of this form's own options."""
    given = sound_answers(form, request["answers"], request.get("seed")).given
    other = request["other"]
    compared = [item for item in form.items.values() if item.beside in other]
    return {
        "answers": {item.id: spell_answer(form, item, other[item.beside], language) for item in compared},
        "differs": list(differing(form, given, other)),
    }


_ASKED: Mapping[str, Callable[[Forms, Questionnaire, str, Request], Reply]] = {
    "score": _score,
    "shown": _shown,
    "carry": _carry,
    "beside": _beside,
}
