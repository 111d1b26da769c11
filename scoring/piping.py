"""What the texts of a form say for some answers: alternatives chosen, expressions in braces worked out and spelled.

Used while a person answers and when the result is shown; nothing here decides a score.
"""

from scoring.answers import Answers
from scoring.exact import Exact, magnitude, round_half_up
from scoring.expression import Expression, Facts, Name, kind_of
from scoring.item import Item, ItemType
from scoring.operations import Kind, Rank, Value, is_date
from scoring.questionnaire import Questionnaire
from scoring.wording import GAP, Wording, pieces

SIGNS = {"CNY": "¥", "EUR": "€", "GBP": "£", "USD": "US$", "HKD": "HK$"}  # other currencies go by their code


def piped_texts(form: Questionnaire, answers: Answers, language: str) -> dict[str, str]:
    """Return, by key, each text of `form` that depends on answers, as it reads for these.

    Keys: those of `Questionnaire.wordings`. An expression over what is not answered reads …
    """
    facts = answers.facts()
    return {key: say(wording, form, facts, language) for key, wording in form.piped.items()}


def say(wording: Wording, form: Questionnaire, facts: Facts, language: str) -> str:
    """Return what `wording` says for `facts` in `language`."""
    holding = next(one for one in wording.variants if one.when is None or one.when.run(facts) is True)
    return "".join(
        piece if isinstance(piece, str) else _spell(piece, form, facts, language)
        for piece in pieces(holding.say[language])
    )


def _spell(expression: Expression, form: Questionnaire, facts: Facts, language: str) -> str:
    value = expression.run(facts)
    kind = kind_of(expression, form.kinds)
    if isinstance(expression.tree, Name) and kind.name in ("option", "options"):
        return _labels(expression.tree.id, value, form, language)
    return spell(value, kind, language)


def _labels(item: str, value: Value, form: Questionnaire, language: str) -> str:
    chosen = value if isinstance(value, tuple) else (value,)
    labels = [form.items[item].option[id_].label[language] for id_ in chosen if isinstance(id_, str)]
    return ("、" if language.startswith("zh") else ", ").join(labels) or GAP


def spell_answer(form: Questionnaire, item: Item, answer: object, language: str) -> str:
    """Return an answer to `item` in words.

    Another person's file may hold anything: a word that is none of the options reads as it is, all else as a gap.
    """
    chosen = answer if isinstance(answer, list | tuple) else (answer,)
    if all(isinstance(id_, str) and id_ in item.option for id_ in chosen) and chosen:
        return _labels(item.id, tuple(map(str, chosen)), form, language)
    if isinstance(answer, int) or (item.type is ItemType.DATE and isinstance(answer, str) and is_date(answer)):
        return spell(answer, item.kind, language)
    return answer if isinstance(answer, str) else GAP


def spell(value: Value, kind: Kind, language: str) -> str:
    """Return a number, an amount or a date as people read it; money to the nearest whole unit.

    >>> from fractions import Fraction
    >>> spell(60000, Kind("number", unit="CNY"), "en"), spell(Fraction(5, 2), Kind("number"), "en")
    ('¥60,000', '2.5')
    """
    if value is None or isinstance(value, tuple | bool):
        return GAP
    if isinstance(value, Rank):
        return value.id
    if not isinstance(value, str):
        return _amount(value, kind.unit) if kind.unit else figures(value)
    if kind.name == "date" and language.startswith("zh"):
        year, month, day = value.split("-")
        return f"{year} 年 {int(month)} 月 {int(day)} 日"
    return value


def _amount(value: Exact, currency: str) -> str:
    units = round_half_up(magnitude(value))
    return f"{_minus(value, units)}{SIGNS.get(currency, f'{currency} ')}{units:,}"


def figures(value: Exact) -> str:
    """Return a number with separators and at most two decimals, for reading only.

    >>> from fractions import Fraction
    >>> figures(1234567), figures(Fraction(10, 3)), figures(Fraction(-1, 2))
    ('1,234,567', '3.33', '−0.5')
    """
    hundredths = round_half_up(100 * magnitude(value))
    whole, rest = divmod(hundredths, 100)
    decimals = f".{rest:02}".rstrip("0") if rest else ""
    return f"{_minus(value, hundredths)}{whole:,}{decimals}"


def _minus(value: Exact, shown: int) -> str:
    return "−" if value < 0 and shown else ""  # what is shown as 0 has no sign
