"""What a diagnosis says: the causes found, those ruled out and why, those that cannot be told, and what it is about."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from servicing.diagnosis.answer import Answer
from servicing.diagnosis.cause import Certainty, Details, Fault, Queue
from servicing.diagnosis.entry import Entry, entries_of
from servicing.lasting import lasting
from servicing.wire import travels_as

Verdict = Literal["found", "nothing_wrong", "unexplained", "which_one", "nothing_to_ask_about"]


@dataclass(frozen=True)
class Asked:
    """A clue that was asked: its name, what it answered, and the rows that it looked at."""

    clue: str
    holds: bool | None
    entries: tuple[Entry, ...]
    missing: str | None


@dataclass(frozen=True)
class Judged:
    """A cause after its clues were asked, as far as was needed; `holds` is None where it cannot be told.

    Most causes are ruled out, and nobody asks why: what the clues looked at is cited when the `trace` is first read.
    """

    cause: str
    holds: bool | None
    answers: tuple[tuple[str, Answer], ...] = field(metadata=travels_as("trace"))

    @lasting
    def trace(self) -> tuple[Asked, ...]:
        """The clues that were asked, in their order."""
        return tuple(Asked(clue, each.holds, entries_of(each.rows), each.missing) for clue, each in self.answers)

    @property
    def decided_by(self) -> Asked:
        """The clue that ruled it out or could not be told, else the last."""
        return next((each for each in self.trace if each.holds is not True), self.trace[-1])


@dataclass(frozen=True)
class Found:
    """A cause that is found, with all that a borrower or an agent is told of it.

    A `quiet` one is told only to those who ask about it.
    """

    cause: str
    certainty: Certainty
    fault: Fault
    entries: tuple[Entry, ...]
    details: Details
    expected: datetime | None
    queue: Queue
    steps: tuple[str, ...]
    evidence: tuple[str, ...]
    trace: tuple[Asked, ...]
    quiet: bool = False


@dataclass(frozen=True)
class Choice:
    """Something that the question may be about, as a borrower would recognise it."""

    ref: str
    entry: Entry


@dataclass(frozen=True)
class Diagnosis:
    """The answer to one question.

    `subject` is absent when the borrower has to say which one (`choices`), or when the books hold nothing to ask about.
    """

    borrower_id: str
    symptom: str
    at: datetime
    verdict: Verdict
    subject_kind: str
    subject: Choice | None = None
    found: tuple[Found, ...] = ()
    ruled_out: tuple[Judged, ...] = ()
    untold: tuple[Judged, ...] = ()
    choices: tuple[Choice, ...] = ()
