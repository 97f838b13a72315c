"""What became of each question, and how often."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import mean, median
from typing import Literal

from actions.speech import told_beside
from benchmarks.diagnosis.cohorts import Drawn, Key, Known, key_of
from servicing.diagnosis.diagnosis import Diagnosis, Found
from servicing.diagnosis.examine import Examination
from servicing.diagnosis.register import ALL_IS_WELL
from servicing.ledger.columns import reference_of
from servicing.ledger.facts import Facts

Outcome = Literal["found", "undecided", "missed"]


@dataclass(frozen=True)
class Asked:
    """One question: the answer, and what it took; times in milliseconds."""

    symptom: str
    examination: Examination
    facts: Facts
    queries: int
    read_ms: float
    decide_ms: float


@dataclass
class Row:
    """The counts of one cause."""

    drawn: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    claimed_falsely: int = 0
    entries_right: int = 0
    queries: list[int] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    wrong_symptom: Counter[bool] = field(default_factory=Counter)

    @property
    def decided(self) -> int:
        """How many of those drawn the books can decide."""
        return self.drawn - self.outcomes["undecided"]

    @property
    def mean_queries(self) -> float:
        """The mean number of queries a question took."""
        return mean(self.queries) if self.queries else 0.0

    @property
    def median_ms(self) -> float:
        """The median time of a question, reading and deciding, in milliseconds."""
        return median(self.milliseconds) if self.milliseconds else 0.0


def outcome(known: Known, asked: Diagnosis) -> Outcome:
    """Whether the right cause of the right subject is found at the first question.

    Undecided: the books are said to prove nothing, or a clue of the cause is said to be out of their reach.
    """
    if asked.subject and asked.subject.ref == known.subject and known.key[1] in _causes(asked.found):
        return "found"
    untold = {each.cause for each in asked.untold}
    return "undecided" if asked.verdict == "unexplained" or known.key[1] in untold else "missed"


def entries_are_right(known: Known, asked: Asked) -> bool:
    """Whether the rows that prove it are all shown for it, and none of a loan that the question is not about."""
    found = next(each for each in asked.examination.asked.found if each.cause == known.key[1])
    cited = {(entry.table, entry.reference) for entry in found.entries}
    return bool(known.proof) and known.proof <= cited and _is_about(known, asked, cited)


def _is_about(known: Known, asked: Asked, cited: set[tuple[str, str]]) -> bool:
    """A question about a line is about every loan on it; any other is about the loan of its subject."""
    subject = asked.examination.asked.subject
    if subject is None or subject.entry.table == "credit_lines":
        return subject is not None
    own = (subject.entry.table, subject.entry.reference)
    return _loans(asked, cited) <= _loans(asked, {own, *known.proof})


def _loans(asked: Asked, named: Iterable[tuple[str, str]]) -> set[str]:
    """The loans that the rows name."""
    wanted = set(named)
    rows = (row for table in {table for table, _ in wanted} for row in getattr(asked.facts, table))
    ours = (row for row in rows if (row.table_name, getattr(row, reference_of(type(row)))) in wanted)
    return {loan for row in ours if (loan := getattr(row, "loan_id", None))}


def false_claims(drawn: Drawn, asked: Diagnosis) -> Iterator[Key]:
    """The causes that are claimed of what was asked about although nothing of the kind was put into the books."""
    true = {each.key for each in drawn.known}
    keys = (key_of(asked.symptom, cause) for cause in _causes(asked.found))
    return (key for key in keys if key not in true)


def is_told(known: Known, examination: Examination) -> bool:
    """Whether a borrower reads of it: under its own symptom, or the same cause by the same rows under another."""
    parts = (*examination.story.chapters, *told_beside(examination.story))
    read = [(each.symptom, each.found) for each in parts]
    read += [(examination.asked.symptom, each) for each in examination.asked.found]
    return any(key_of(name, found.cause) == known.key or _is_the_same(known, found) for name, found in read)


def _is_the_same(known: Known, found: Found) -> bool:
    return found.cause == known.key[1] and known.proof <= {(each.table, each.reference) for each in found.entries}


def told(examination: Examination) -> set[Key]:
    """Every cause that a borrower reads in the answer: those of the story, and as many as are named beside it."""
    parts = (*examination.story.chapters, *told_beside(examination.story))
    return {key_of(each.symptom, each.found.cause) for each in parts}


def claimed(examination: Examination) -> str:
    """What the first question was answered with, as a column of the confusion matrix."""
    causes = sorted(_causes(examination.asked.found))
    return causes[0] if causes else examination.asked.verdict


def _causes(found: Iterable[Found]) -> set[str]:
    return {each.cause for each in found if each.cause != ALL_IS_WELL}
