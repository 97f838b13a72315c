"""A diagnosis as an engineer reads it on a terminal: what was found and by what, what was not and why."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from servicing.diagnosis.diagnosis import Asked, Choice, Diagnosis, Found, Judged
from servicing.diagnosis.entry import Entry
from servicing.diagnosis.examine import Examination
from servicing.diagnosis.story import Chapter
from servicing.money import Money
from servicing.wire import wire

VERDICTS = {
    "found": "a cause is found",
    "nothing_wrong": "nothing is wrong, and the ledger proves it",
    "unexplained": "the ledger proves no cause, and not that all is well: a case for a person",
    "which_one": "more than one is in trouble: say which is meant with --subject",
    "nothing_to_ask_about": "the ledger holds nothing that this could be about",
}


ANSWERS = {True: "yes", False: "no", None: "cannot tell"}


def as_json(examination: Examination) -> dict[str, Any]:
    """The examination as docs/diagnosis-json.md describes it."""
    story = examination.story
    return {
        **wire(examination.asked),
        "story": [_named(each) for each in story.chapters],
        "beside": [_named(each) for each in story.beside],
        "elsewhere": wire(examination.elsewhere),
    }


def _named(chapter: Chapter) -> dict[str, Any]:
    subject = chapter.subject.ref if chapter.subject else None
    because = list(chapter.because)
    return {"symptom": chapter.symptom, "subject": subject, "cause": chapter.found.cause, "because": because}


def report(examination: Examination) -> Iterator[str]:
    """The lines of the report."""
    yield from _asked_about(examination.asked)
    told = examination.story.chapters
    if told and [each.found for each in told] != list(examination.asked.found):
        yield from _section("as one story", (_chapter(number, each) for number, each in enumerate(told, start=1)))
    yield from _section("beside it", (_about(each) for each in examination.story.beside))


def _chapter(number: int, chapter: Chapter) -> str:
    because = f" (because of {', '.join(map(str, chapter.because))})" if chapter.because else ""
    return f"{number}. {_about(chapter)}{because}"


def _about(chapter: Chapter) -> str:
    subject = f" --subject {chapter.subject.ref}" if chapter.subject else ""
    return f"{chapter.found.cause}: {chapter.symptom}{subject}"


def _asked_about(diagnosis: Diagnosis) -> Iterator[str]:
    yield f"{diagnosis.symptom} of {diagnosis.borrower_id} at {_said(diagnosis.at)}"
    yield f"verdict: {diagnosis.verdict} ({VERDICTS[diagnosis.verdict]})"
    if diagnosis.subject:
        yield f"about the {diagnosis.subject_kind} {_choice(diagnosis.subject)}"
    yield from (f"  --subject {_choice(each)}" for each in diagnosis.choices)
    for found in diagnosis.found:
        yield from _found(found)
    yield from _section("ruled out", map(_ruled_out, diagnosis.ruled_out))
    yield from _section("cannot be told", map(_untold, diagnosis.untold))


def trace(diagnosis: Diagnosis) -> Iterator[str]:
    """Every cause with each clue that it was asked, the answer, and the entries that were looked at.

    A cause is asked clue by clue until one says no; what stands after that one was not asked.
    """
    for title, causes in (
        ("found", diagnosis.found),
        ("ruled out", diagnosis.ruled_out),
        ("cannot be told", diagnosis.untold),
    ):
        for each in causes:
            yield f"\n{title}: {each.cause}"
            for asked in each.trace:
                yield from _asked(asked)


def _asked(asked: Asked) -> Iterator[str]:
    missing = f" (missing {asked.missing})" if asked.missing else ""
    yield f"  {ANSWERS[asked.holds]:<12}{asked.clue}{missing}"
    yield from (f"  {'':<12}  {_entry(entry)}" for entry in asked.entries)


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number == 0:
            yield f"\n{title}:"
        yield f"  {line}"


def _found(found: Found) -> Iterator[str]:
    yield f"\nfound: {found.cause} ({found.certainty}; fault: {found.fault}; queue: {found.queue})"
    yield from (f"  by {asked.clue}" for asked in found.trace)
    yield from (f"  entry {_entry(entry)}" for entry in found.entries)
    yield from (f"  {name}: {_said(value)}" for name, value in found.details.items())
    if found.expected:
        yield f"  expected by: {_said(found.expected)}"
    if found.steps:
        yield f"  steps: {', '.join(found.steps)}"
    if found.evidence:
        yield f"  evidence that would help: {', '.join(found.evidence)}"


def _ruled_out(judged: Judged) -> str:
    asked = judged.decided_by
    seen = ", ".join(entry.reference for entry in asked.entries)
    return f"{judged.cause}: not so that {asked.clue}" + (f" (looked at {seen})" if seen else "")


def _untold(judged: Judged) -> str:
    missing = dict.fromkeys(asked.missing or asked.clue for asked in judged.trace if asked.holds is None)
    return f"{judged.cause}: missing {', '.join(missing)}"


def _choice(choice: Choice) -> str:
    return f"{choice.ref}: {_entry(choice.entry)}"


def _entry(entry: Entry) -> str:
    said = [entry.sort, entry.reference, *(_said(each) for each in (entry.at, entry.amount) if each is not None)]
    return "  ".join(said)


def _said(value: object) -> str:
    if isinstance(value, Money):
        return f"{value.amount} {value.currency}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S} UTC"
    return str(value)
