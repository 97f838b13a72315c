"""The questions that are asked of every borrower, and what they add up to."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from random import Random

from benchmarks.diagnosis.asking import Desk
from benchmarks.diagnosis.cohorts import Drawn, Key, Known
from benchmarks.diagnosis.counting import (
    Asked,
    Row,
    claimed,
    entries_are_right,
    false_claims,
    is_told,
    outcome,
    told,
)
from servicing.diagnosis.register import ALL_IS_WELL, every_file, symptoms


@dataclass
class Result:
    """Everything that was counted.

    `confusion` is by true cause and by what the first question was answered with; `beside` is by true cause and by
    what else was told; `asked_well` counts the borrowers without any trouble, and `claimed_of_well` those of them of
    whom something was claimed all the same.
    """

    rows: dict[Key, Row]
    confusion: Counter[tuple[Key, str]] = field(default_factory=Counter)
    beside: Counter[tuple[Key, Key]] = field(default_factory=Counter)
    asked_well: Counter[str] = field(default_factory=Counter)
    claimed_of_well: Counter[str] = field(default_factory=Counter)
    together: Counter[int] = field(default_factory=Counter)
    all_found: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def measure(desk: Desk, drawn: Iterable[Drawn], seed: int, tell: Callable[[int], None]) -> Result:
    """Ask everybody; `tell` is called with the number asked so far."""
    result = Result({key: Row() for key in sorted(every_file()) if key[1] != ALL_IS_WELL})
    for number, each in enumerate(drawn, start=1):
        _MEASURES[each.cohort](desk, each, Random(f"{seed}/ask/{number}"), result)
        tell(number)
    return result


def _single(desk: Desk, drawn: Drawn, rng: Random, result: Result) -> None:
    (known,) = drawn.known
    asked = desk.ask(drawn.borrower_id, known.symptom)
    _count_right_symptom(drawn, known, asked, result)
    other = rng.choice([name for name in symptoms() if name != known.symptom])
    again = desk.ask(drawn.borrower_id, other)
    there = is_told(known, again.examination)
    result.rows[known.key].wrong_symptom[there] += 1
    if not there:
        result.wrong.append(f"{drawn.borrower_id}: {known.key} is not told when {other} is asked")


def _count_right_symptom(drawn: Drawn, known: Known, asked: Asked, result: Result) -> None:
    row, came = result.rows[known.key], outcome(known, asked.examination.asked)
    row.drawn += 1
    row.outcomes[came] += 1
    row.queries.append(asked.queries)
    row.milliseconds.append(asked.read_ms + asked.decide_ms)
    result.confusion[known.key, claimed(asked.examination)] += 1
    if came == "found" and entries_are_right(known, asked):
        row.entries_right += 1
    elif came == "found":
        result.wrong.append(f"{drawn.borrower_id}: the entries of {known.key} are not right")
    else:
        result.wrong.append(f"{drawn.borrower_id}: {known.key} is {came}: {claimed(asked.examination)}")
    for key in told(asked.examination) - {known.key}:
        result.beside[known.key, key] += 1
    _count_false_claims(drawn, asked, result)


def _count_false_claims(drawn: Drawn, asked: Asked, result: Result) -> int:
    claims = list(false_claims(drawn, asked.examination.asked))
    for key in claims:
        result.rows.setdefault(key, Row()).claimed_falsely += 1
        result.wrong.append(f"{drawn.borrower_id} ({drawn.cohort} {drawn.shape or ''}): {key} is claimed falsely")
    return len(claims)


def _well(desk: Desk, drawn: Drawn, rng: Random, result: Result) -> None:
    """Nothing is the matter: every symptom is asked, and nothing may be claimed of any."""
    result.asked_well[drawn.cohort] += 1
    answers = [desk.ask(drawn.borrower_id, symptom) for symptom in symptoms()]
    claims = sum(_count_false_claims(drawn, each, result) for each in answers)
    result.claimed_of_well[drawn.cohort] += claims > 0


def _together(desk: Desk, drawn: Drawn, rng: Random, result: Result) -> None:
    """Several troubles: one is asked about, and where the bot asks which is meant, each is chosen in turn."""
    number = len(drawn.known)
    symptom = rng.choice(drawn.known).symptom
    answers = [each.examination for each in _followed(desk, drawn, symptom)]
    missing = [known.key for known in drawn.known if not any(is_told(known, each) for each in answers)]
    result.together[number] += 1
    result.all_found[number] += not missing
    if missing:
        result.wrong.append(f"{drawn.borrower_id}: asked {symptom}, {missing} are not told")


def _followed(desk: Desk, drawn: Drawn, symptom: str) -> Iterator[Asked]:
    first = desk.ask(drawn.borrower_id, symptom)
    yield first
    for choice in first.examination.asked.choices:
        yield desk.ask(drawn.borrower_id, symptom, choice.ref)


_MEASURES: dict[str, Callable[[Desk, Drawn, Random, Result], None]] = {
    "single": _single,
    "near_miss": _well,
    "together": _together,
    "healthy": _well,
}
