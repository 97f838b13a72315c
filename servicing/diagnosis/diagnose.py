"""The diagnosis itself: pure, from a setting and a symptom to what the ledger proves."""

from collections.abc import Sequence
from typing import Any

from servicing.diagnosis.answer import Answer, unknown
from servicing.diagnosis.cause import Cause
from servicing.diagnosis.diagnosis import Asked, Choice, Diagnosis, Found, Judged, Verdict
from servicing.diagnosis.entry import entries_of, entry_of, in_order
from servicing.diagnosis.register import ALL_IS_WELL, Symptom, symptom
from servicing.diagnosis.views import Setting, View

# Instead of the clues of a cause that is not judged, because the rows in question contradict each other.
NOT_ASKED = Asked("the_books_agree", None, (), "books that agree")


def diagnose(setting: Setting, symptom_name: str, subject: str | None = None) -> Diagnosis:
    """What the books prove about a symptom.

    `subject` is the reference of the payment, loan, line or instalment that is meant. Without it, the one that is in
    trouble is meant; when several are, the verdict is `which_one`. Raises `UnknownSymptom`.
    """
    asked_of = symptom(symptom_name)
    views = asked_of.subject.candidates(setting)
    named = [view for view in views if view.ref == subject]
    judged = [_diagnosis_of(setting, asked_of, view) for view in named or views]
    return _the_one_meant(setting, asked_of, judged)


def troubles(setting: Setting, symptom_name: str) -> tuple[Diagnosis, ...]:
    """What is found of everything that the symptom could be about, the likeliest first; raises `UnknownSymptom`."""
    asked_of = symptom(symptom_name)
    judged = (_diagnosis_of(setting, asked_of, view) for view in asked_of.subject.candidates(setting))
    return tuple(each for each in judged if each.verdict == "found")


def subjects(setting: Setting, symptom_name: str) -> tuple[Choice, ...]:
    """Everything that a question about the symptom may be about, the likeliest first; raises `UnknownSymptom`."""
    views = symptom(symptom_name).subject.candidates(setting)
    return tuple(Choice(view.ref, entry_of(view.shown_by)) for view in views)


def _the_one_meant(setting: Setting, asked_of: Symptom, judged: Sequence[Diagnosis]) -> Diagnosis:
    troubled = _apart([each for each in judged if each.verdict == "found"])
    if len(troubled) > 1:
        return _plain(setting, asked_of, "which_one", tuple(each.subject for each in troubled if each.subject))
    if troubled or judged:
        unsettled = [each for each in judged if each.verdict == "unexplained"]
        return (troubled or unsettled or list(judged))[0]
    return _plain(setting, asked_of, "nothing_to_ask_about")


def _apart(troubled: Sequence[Diagnosis]) -> list[Diagnosis]:
    """The first of those that rest on the same entries: what is wrong with a loan is so for each of its payments."""
    by_proof = {tuple((each.cause, each.entries) for each in one.found): one for one in reversed(troubled)}
    return [each for each in troubled if each in by_proof.values()]


def _plain(setting: Setting, asked_of: Symptom, verdict: Verdict, choices: tuple[Choice, ...] = ()) -> Diagnosis:
    return Diagnosis(
        borrower_id=setting.facts.borrower.borrower_id,
        symptom=asked_of.name,
        at=setting.now,
        verdict=verdict,
        subject_kind=asked_of.subject.kind,
        choices=choices,
    )


def _diagnosis_of(setting: Setting, asked_of: Symptom, view: View) -> Diagnosis:
    judged = _judged(asked_of, view)
    found = [_found(name, asked_of.causes[name], view, each) for name, each in judged.items() if each.holds]
    well = None if found else judge(ALL_IS_WELL, asked_of.nothing_wrong, view)
    is_well = well is not None and well.holds is True
    return Diagnosis(
        borrower_id=setting.facts.borrower.borrower_id,
        symptom=asked_of.name,
        at=setting.now,
        verdict="found" if found else "nothing_wrong" if is_well else "unexplained",
        subject_kind=asked_of.subject.kind,
        subject=Choice(view.ref, entry_of(view.shown_by)),
        found=tuple(found) or ((_found(ALL_IS_WELL, asked_of.nothing_wrong, view, well),) if well and is_well else ()),
        ruled_out=tuple(each for each in judged.values() if each.holds is False),
        untold=tuple(each for each in judged.values() if each.holds is None),
    )


def _judged(asked_of: Symptom, view: View) -> dict[str, Judged]:
    """Every cause after its clues were asked; where one of every symptom is found, the books cannot tell any other."""
    first = {name: judge(name, cause, view) for name, cause in asked_of.of_every.items()}
    if any(each.holds for each in first.values()):
        return {**first, **{name: Judged(name, None, (NOT_ASKED,)) for name in asked_of.own}}
    return {**first, **{name: judge(name, cause, view) for name, cause in asked_of.own.items()}}


def judge(name: str, cause: Cause[Any], view: View) -> Judged:
    """Ask a cause's clues in order, until one says no."""
    trace: list[Asked] = []
    for clue in cause.clues:
        answer = _borne_out(clue(view), trace, view)
        trace.append(Asked(clue.__name__, answer.holds, entries_of(answer.rows), answer.missing))
        if answer.holds is False:
            break
    answers = {each.holds for each in trace}
    return Judged(name, False if False in answers else None if None in answers else True, tuple(trace))


def _borne_out(answer: Answer, before: Sequence[Asked], view: View) -> Answer:
    """A no that rests on no row is no proof where the books lack a table that the cause needs."""
    lacking = (each.missing for each in before if each.missing in view.setting.facts.absent)
    missing = None if answer.holds is not False or answer.rows else next(lacking, None)
    return unknown(missing) if missing else answer


def _found(name: str, cause: Cause[Any], view: View, judged: Judged) -> Found:
    cited = {(entry.table, entry.reference): entry for asked in judged.trace for entry in asked.entries}
    return Found(
        cause=name,
        certainty=cause.certainty,
        fault=cause.fault,
        entries=tuple(sorted(cited.values(), key=in_order)),
        details=cause.details(view),
        expected=cause.expected(view),
        queue=cause.queue,
        steps=cause.steps,
        evidence=cause.evidence,
        trace=judged.trace,
        quiet=cause.quiet(view),
    )
