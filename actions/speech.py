"""From what servicing found to what is said: the name of a reply and its facts, never the words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from servicing.diagnosis.diagnosis import Found
from servicing.diagnosis.examine import Examination
from servicing.diagnosis.story import Chapter
from servicing.wire import wire

MOST_STEPS = 4
MOST_BESIDE = 3


@dataclass(frozen=True)
class Reply:
    """A reply's name and its facts as they travel."""

    name: str
    facts: Mapping[str, Any]


def reply_to(examination: Examination, zone: str) -> Reply:
    """What a borrower is told of an examination whose subject is known.

    `found` is the story in order of time, or the proof that nothing is wrong; `well` is that proof where there is a
    story all the same, about something else than was asked.
    """
    asked, chapters = examination.asked, examination.story.chapters
    well = [_told(asked.symptom, each) for each in asked.found] if asked.verdict == "nothing_wrong" else []
    told = [_chapter(each) for each in chapters]
    facts = {
        "zone": zone,
        "symptom": asked.symptom,
        "verdict": asked.verdict,
        "subject": asked.subject,
        "entries": examination.entries,
        "found": told or well,
        "well": well if told else [],
        "beside": [_beside(each) for each in examination.story.beside[:MOST_BESIDE]],
        "steps": steps_of(each.found for each in chapters) if told else steps_of(asked.found),
        "ruled_out": [each.cause for each in asked.ruled_out],
    }
    return Reply("diagnosis" if told or well else asked.verdict, wire(facts))


def _chapter(chapter: Chapter) -> dict[str, Any]:
    return {**_told(chapter.symptom, chapter.found), "because": chapter.because}


def _told(symptom: str, found: Found) -> dict[str, Any]:
    return {
        "symptom": symptom,
        "cause": found.cause,
        "certainty": found.certainty,
        "details": found.details,
        "expected": found.expected,
        "evidence": found.evidence,
    }


def _beside(chapter: Chapter) -> dict[str, Any]:
    """As much as is needed to name it, and to ask about it by a button."""
    subject = chapter.subject.ref if chapter.subject else ""
    return {**_told(chapter.symptom, chapter.found), "subject": subject}


def steps_of(causes: Iterable[Found]) -> list[str]:
    """What the borrower can do next, over all causes, each once; a person is always among them and comes last."""
    steps = dict.fromkeys(step for found in causes for step in found.steps if step != "person")
    return [*list(steps)[: MOST_STEPS - 1], "person"]
