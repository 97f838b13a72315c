"""From what servicing found to what is said: the name of a reply and its facts, never the words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from servicing.account.currencies import TwoCurrencies
from servicing.diagnosis.diagnosis import Found
from servicing.diagnosis.examine import Examination
from servicing.diagnosis.story import Chapter, Story
from servicing.wire import wire

MOST_STEPS = 4
MOST_BESIDE = 3
MOST_ENTRIES = 6


@dataclass(frozen=True)
class Reply:
    """A reply's name and its facts as they travel."""

    name: str
    facts: Mapping[str, Any]


def reply_to(examination: Examination, zone: str) -> Reply:
    """What a borrower is told of an examination whose subject is known.

    `found` is the story in order of time, or the proof that nothing is wrong; `well` is that proof where there is a
    story all the same, about something else than was asked. `evidence` is what would help with any of it.
    """
    asked, chapters = examination.asked, examination.story.chapters
    well = [_told(asked.symptom, each) for each in asked.found] if asked.verdict == "nothing_wrong" else []
    told = [_chapter(each) for each in chapters]
    causes = [each.found for each in chapters] or asked.found
    facts = {
        "zone": zone,
        "symptom": asked.symptom,
        "verdict": asked.verdict,
        "subject": asked.subject,
        "entries": examination.entries,
        "found": told or well,
        "well": well if told else [],
        "evidence": list(dict.fromkeys(code for each in causes for code in each.evidence)),
        "beside": [_beside(each) for each in told_beside(examination.story)],
        "steps": steps_of(causes),
        "ruled_out": [each.cause for each in asked.ruled_out],
    }
    return Reply("diagnosis" if told or well else asked.verdict, wire(facts))


def to_be_corrected(contradiction: TwoCurrencies) -> Reply:
    """What is told in the place of an answer that the books cannot give before they are corrected."""
    entries = contradiction.entries
    facts = {
        "contradiction": contradiction.code,
        "entries": entries[:MOST_ENTRIES],
        "more": max(0, len(entries) - MOST_ENTRIES),
    }
    return Reply("to_be_corrected", wire(facts))


def told_beside(story: Story) -> Sequence[Chapter]:
    """What is told beside a story, a few at most; a quiet cause is left to those who ask about it."""
    return [each for each in story.beside if not each.found.quiet][:MOST_BESIDE]


def _chapter(chapter: Chapter) -> dict[str, Any]:
    return {**_told(chapter.symptom, chapter.found), "because": chapter.because}


def _told(symptom: str, found: Found) -> dict[str, Any]:
    return {
        "symptom": symptom,
        "cause": found.cause,
        "certainty": found.certainty,
        "fault": found.fault,
        "details": found.details,
        "expected": found.expected,
    }


def _beside(chapter: Chapter) -> dict[str, Any]:
    """As much as is needed to name it, and to ask about it by a button."""
    subject = chapter.subject.ref if chapter.subject else ""
    return {**_told(chapter.symptom, chapter.found), "subject": subject}


def steps_of(causes: Iterable[Found]) -> list[str]:
    """What the borrower can do next, over all causes, each once; a person is always among them and comes last.

    To wait is a step only where it is known until when.
    """
    steps = dict.fromkeys(step for found in causes for step in found.steps if _makes_sense(step, found))
    return [*list(steps)[: MOST_STEPS - 1], "person"]


def _makes_sense(step: str, found: Found) -> bool:
    return found.expected is not None if step == "wait" else step != "person"
