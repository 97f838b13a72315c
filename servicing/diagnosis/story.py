"""Several causes as one story: in order of time, each after what brought it about."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from servicing.diagnosis.cause import Cause
from servicing.diagnosis.diagnosis import Choice, Diagnosis, Found
from servicing.diagnosis.entry import Entry
from servicing.diagnosis.register import ALL_IS_WELL, symptom
from servicing.diagnosis.views import Setting
from servicing.ledger.columns import reference_of, references
from servicing.ledger.fields import Record

# What nearly every row of a borrower points at: two rows that share no more than these need not be about one matter.
TOO_WIDE = ("borrowers", "credit_lines", "mandates", "settlement_files")


@dataclass(frozen=True)
class Chapter:
    """One cause in a story: of which symptom, of what, and by number (from 1) the chapters that brought it about."""

    symptom: str
    subject: Choice | None
    found: Found
    because: tuple[int, ...] = ()


@dataclass(frozen=True)
class Story:
    """The causes that belong to a question, in order of time; and those `beside` it, the weightiest first."""

    chapters: tuple[Chapter, ...] = ()
    beside: tuple[Chapter, ...] = ()


@dataclass(frozen=True)
class _Part:
    """A cause that was found, with the references of everything that it is about."""

    chapter: Chapter
    matters: frozenset[str]

    @property
    def cause(self) -> Cause[Any]:
        return symptom(self.chapter.symptom).causes[self.chapter.found.cause]

    @property
    def name(self) -> tuple[str, str]:
        return self.chapter.symptom, self.chapter.found.cause

    def is_named_in(self, parts: "Iterable[_Part]") -> bool:
        """Whether the same cause of the same symptom is among them, perhaps of something else."""
        return self.name in {each.name for each in parts}

    @property
    def moment(self) -> str:
        """The last moment that it rests on: when it came to stand as it does."""
        return max((str(each.at) for each in self.chapter.found.entries if each.at), default="")

    def follows_from(self, earlier: "_Part") -> bool:
        """Whether the other can have brought it about: by its kind, and because both are about one matter."""
        return earlier.chapter.found.cause in self.cause.follows_from and bool(self.matters & earlier.matters)

    def tells_of(self, other: "_Part") -> bool:
        """Whether the other says nothing new beside it: by its kind, and because it is about a payment of this one."""
        subject = other.chapter.subject
        is_known = other.chapter.found.cause in self.cause.tells_of
        return is_known and subject is not None and subject.entry.reference in self.matters


def story(setting: Setting, asked: Diagnosis, elsewhere: Sequence[Diagnosis]) -> Story:
    """What was found of the question and elsewhere, as one story.

    Where nothing is found of the question itself, the story is what is found about the same matter; else, where all is
    well with it, whatever is found at all: people give their trouble another name. A cause that rests on no entry, only
    on the lack of any, is for those who ask about it.
    """
    own = list(_parts(setting, asked))
    every = _once_each(part for each in elsewhere for part in _parts(setting, each) if part.chapter.found.entries)
    loud = [each for each in every if not each.chapter.found.quiet]
    anything = [] if asked.verdict == "unexplained" else loud or every
    drawn = _drawn_in(own or _about(setting, asked, loud) or anything, loud)
    told = _not_told_by(drawn, drawn)
    left = _not_told_by((each for each in every if each not in told and not _is_covered(each, told)), [*told, *every])
    return Story(tuple(_in_order(told)), tuple(each.chapter for each in _worth_most_first(left)))


def _worth_most_first(parts: list[_Part]) -> list[_Part]:
    """Each cause once, by its latest: what others follow from before what follows from it, what is quiet last."""
    by_time = sorted(parts, key=lambda each: each.moment)
    latest_first = sorted({each.name: each for each in by_time}.values(), key=lambda each: each.moment, reverse=True)
    return sorted(latest_first, key=lambda each: (each.chapter.found.quiet, any(map(each.follows_from, parts))))


def _once_each(parts: Iterable[_Part]) -> list[_Part]:
    """The first of those that are one cause by the same entries, as where the books contradict themselves."""
    first: dict[object, _Part] = {}
    for each in parts:
        first.setdefault((each.chapter.found.cause, each.chapter.found.entries), each)
    return list(first.values())


def _parts(setting: Setting, diagnosis: Diagnosis) -> Iterator[_Part]:
    for found in diagnosis.found:
        if found.cause != ALL_IS_WELL:
            chapter = Chapter(diagnosis.symptom, diagnosis.subject, found)
            yield _Part(chapter, _matters(setting, [*found.entries, *_narrow_subject(diagnosis)]))


def _narrow_subject(diagnosis: Diagnosis) -> list[Entry]:
    """A payment or a debit belongs to what it is for; a loan or a line as a whole would tie everything together."""
    narrow = diagnosis.subject_kind in ("payment", "debit")
    return [diagnosis.subject.entry] if narrow and diagnosis.subject else []


def _about(setting: Setting, asked: Diagnosis, parts: Iterable[_Part]) -> list[_Part]:
    """The parts that are about the same thing as the question, or about a matter that it belongs to."""
    if asked.subject is None:
        return []
    matter = _matters(setting, [asked.subject.entry])
    return [each for each in parts if each.chapter.subject == asked.subject or each.matters & matter]


def _matters(setting: Setting, entries: Iterable[Entry]) -> frozenset[str]:
    """The references of the rows, and of the rows that they point at."""
    rows = [row for entry in entries for row in _row(setting, entry)]
    own = {getattr(row, reference_of(type(row))) for row in rows if row.table_name not in TOO_WIDE}
    return frozenset(own.union(*map(_pointed_at, rows)))


def _pointed_at(row: Record) -> set[str]:
    named = (getattr(row, each.name) for each in references(type(row)) if each.refers_to not in TOO_WIDE)
    return {each for each in named if each is not None}


def _row(setting: Setting, entry: Entry) -> list[Record]:
    table: Sequence[Record] = getattr(setting.facts, entry.table)
    return [row for row in table if getattr(row, reference_of(type(row))) == entry.reference]


def _drawn_in(begun: list[_Part], others: list[_Part]) -> list[_Part]:
    """The parts that a story begins with, and step by step what one follows from or leads to: each cause once."""
    told = list(begun)
    for part in told:
        for each in others:
            is_linked = part.follows_from(each) or each.follows_from(part) or each.tells_of(part)
            if is_linked and not each.is_named_in(told):
                told.append(each)
    return told


def _not_told_by(parts: Iterable[_Part], others: Sequence[_Part]) -> list[_Part]:
    """Those that none of the others tells of as well: one matter is heard once."""
    return [each for each in parts if not any(other.tells_of(each) for other in others)]


def _is_covered(part: _Part, told: Sequence[_Part]) -> bool:
    """Whether the cause is told already: by the same entries under another symptom, or as a link of the story."""
    same = [each for each in told if each.chapter.found.cause == part.chapter.found.cause]
    cited = set(part.chapter.found.entries)
    linked = part.is_named_in(same) and any(part.follows_from(each) or each.follows_from(part) for each in told)
    return linked or any(cited <= set(each.chapter.found.entries) for each in same)


def _in_order(parts: Iterable[_Part]) -> Iterator[Chapter]:
    """By time, but never a consequence before what it follows from."""
    left, told = sorted(parts, key=lambda each: each.moment), list[_Part]()
    while left:
        ready = (each for each in left if not any(each.follows_from(other) for other in left if other is not each))
        part = next(ready, left[0])
        left.remove(part)
        because = tuple(number for number, each in enumerate(told, start=1) if part.follows_from(each))
        told.append(part)
        yield replace(part.chapter, because=because)
