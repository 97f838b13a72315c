"""The diagnosis itself: pure, from a setting and a symptom to what the ledger proves."""

from collections.abc import Sequence
from typing import Any

from servicing.diagnosis.cause import Cause
from servicing.diagnosis.diagnosis import Asked, Choice, Diagnosis, Found, Judged, Verdict
from servicing.diagnosis.entry import entry_of, in_order
from servicing.diagnosis.register import ALL_IS_WELL, Symptom, symptom
from servicing.diagnosis.views import Setting, View


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
    troubled = [each for each in judged if each.verdict == "found"]
    if len(troubled) > 1:
        return _plain(setting, asked_of, "which_one", tuple(each.subject for each in troubled if each.subject))
    if troubled or judged:
        unsettled = [each for each in judged if each.verdict == "unexplained"]
        return (troubled or unsettled or list(judged))[0]
    return _plain(setting, asked_of, "nothing_to_ask_about")


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
    judged = {name: judge(name, cause, view) for name, cause in asked_of.causes.items()}
    found = [_found(name, asked_of.causes[name], view, each) for name, each in judged.items() if each.holds]
    well = judge(ALL_IS_WELL, asked_of.nothing_wrong, view)
    is_well = not found and well.holds is True
    return Diagnosis(
        borrower_id=setting.facts.borrower.borrower_id,
        symptom=asked_of.name,
        at=setting.now,
        verdict="found" if found else "nothing_wrong" if is_well else "unexplained",
        subject_kind=asked_of.subject.kind,
        subject=Choice(view.ref, entry_of(view.shown_by)),
        found=tuple(found) or ((_found(ALL_IS_WELL, asked_of.nothing_wrong, view, well),) if is_well else ()),
        ruled_out=tuple(each for each in judged.values() if each.holds is False),
        untold=tuple(each for each in judged.values() if each.holds is None),
    )


def judge(name: str, cause: Cause[Any], view: View) -> Judged:
    """Ask a cause's clues in order, until one says no."""
    trace: list[Asked] = []
    for clue in cause.clues:
        answer = clue(view)
        entries = tuple(sorted(map(entry_of, answer.rows), key=in_order))
        trace.append(Asked(clue.__name__, answer.holds, entries, answer.missing))
        if answer.holds is False:
            break
    answers = {each.holds for each in trace}
    return Judged(name, False if False in answers else None if None in answers else True, tuple(trace))


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
    )
