"""What changes from one version of a questionnaire to another: its parts, old answers, and the results of examples."""

from collections.abc import Iterator, Mapping

from portal.seals import make_seal
from scoring.assessment import Assessment
from scoring.carry import carry
from scoring.questionnaire import Example, Questionnaire
from scoring.refusal import Refused
from scoring.score import score

type Words = Mapping[str, str]


def differences(old: Questionnaire, new: Questionnaire, language: str, words: Words) -> Iterator[str]:
    """Yield the lines that tell an author what `new` changes; `words` is the group `diff` in `language`."""
    yield words["title"].format(old=f"{old.id} {old.version}", new=f"{new.id} {new.version}")
    if old.digest == new.digest:
        yield words["none"]
        return
    yield from _parts(old, new, words)
    yield from ("", words["answers"], *_answers(old, new, words))
    if old.outcomes:
        yield from ("", words["results"], *(_result(old, new, example, language, words) for example in old.examples))


def _parts(old: Questionnaire, new: Questionnaire, words: Words) -> Iterator[str]:
    before, after = make_seal(old)["parts"], make_seal(new)["parts"]
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    for part in dict.fromkeys([*after, *before]):
        if before.get(part) != after.get(part):
            how = "added" if part not in before else "removed" if part not in after else "changed"
            yield words[how].format(part=part)


def _answers(old: Questionnaire, new: Questionnaire, words: Words) -> Iterator[str]:
    """Sort the items by what becomes of their answers, as the examples that answer them show."""
    carried = [carry(old, new, dict(example.answers), example.seed) for example in old.examples]
    again = {id_ for one in carried for id_ in one.again}
    groups = {
        "kept": [id_ for id_ in new.items if id_ in old.items and id_ not in again],
        "again": [id_ for id_ in new.items if id_ in again],
        "new": [id_ for id_ in new.items if id_ not in old.items],
        "gone": [id_ for id_ in old.items if id_ not in new.items],
    }
    for group, ids in groups.items():
        if ids:
            yield words[group].format(items=words["between"].join(ids))


def _result(old: Questionnaire, new: Questionnaire, example: Example, language: str, words: Words) -> str:
    answers, seed = dict(example.answers), example.seed
    line = {"example": example.name[language], "old": _levels(score(old, answers, seed=seed), words)}
    try:
        after = score(new, carry(old, new, answers, seed).kept, seed=seed)
    except Refused as refused:
        missing = dict.fromkeys(refusal.item or "" for refusal in refused.refusals)
        return words["open"].format(items=words["between"].join(missing), **line)
    return words["result"].format(new=_levels(after, words), **line)


def _levels(assessment: Assessment, words: Words) -> str:
    return words["between"].join(outcome.level or words["no_level"] for outcome in assessment.outcomes)
