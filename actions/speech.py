"""From what servicing found to what is said: the name of a reply and its facts, never the words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from servicing.diagnosis.diagnosis import Diagnosis, Found
from servicing.diagnosis.entry import Entry
from servicing.wire import wire

MOST_STEPS = 4


@dataclass(frozen=True)
class Reply:
    """A reply's name and its facts as they travel."""

    name: str
    facts: Mapping[str, Any]


def reply_to(diagnosis: Diagnosis, zone: str) -> Reply:
    """What a borrower is told of a diagnosis whose subject is known."""
    facts = {
        "zone": zone,
        "symptom": diagnosis.symptom,
        "subject": diagnosis.subject,
        "entries": _entries(diagnosis),
        "found": [_told(diagnosis.symptom, each) for each in diagnosis.found],
        "steps": steps_of(diagnosis),
        "ruled_out": [each.cause for each in diagnosis.ruled_out],
    }
    return Reply("diagnosis" if diagnosis.found else diagnosis.verdict, wire(facts))


def _entries(diagnosis: Diagnosis) -> Sequence[Entry]:
    """The subject's own entry first, then what the causes rest on, each once."""
    own = [diagnosis.subject.entry] if diagnosis.subject else []
    return own + [entry for entry in diagnosis.entries if entry not in own]


def _told(symptom: str, found: Found) -> dict[str, Any]:
    return {
        "symptom": symptom,
        "cause": found.cause,
        "certainty": found.certainty,
        "details": found.details,
        "expected": found.expected,
        "evidence": found.evidence,
    }


def steps_of(diagnosis: Diagnosis) -> list[str]:
    """What the borrower can do next, over all causes, each once; a person is always among them and comes last."""
    steps = dict.fromkeys(step for found in diagnosis.found for step in found.steps if step != "person")
    return [*list(steps)[: MOST_STEPS - 1], "person"]
