"""The diagnosis itself: pure, from a setting and a symptom to what the ledger proves."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from servicing.diagnosis.answer import Answer, unknown
from servicing.diagnosis.cause import Cause
from servicing.diagnosis.diagnosis import Choice, Diagnosis, Found, Judged, Verdict
from servicing.diagnosis.entry import entry_of, in_order
from servicing.diagnosis.register import ALL_IS_WELL, Symptom, symptom
from servicing.diagnosis.views import Setting, View
from servicing.lasting import lasting

# Instead of the clues of a cause that is not judged, because the rows in question contradict each other.
NOT_ASKED = ("the_books_agree", unknown("books that agree"))

Clue = Callable[[Any], Answer]


def diagnose(setting: Setting, symptom_name: str, subject: str | None = None) -> Diagnosis:
    """What the books prove about a symptom.

    `subject` is the reference of the payment, loan, line or instalment that is meant. Without it, the one that is in
    trouble is meant; when several are, the verdict is `which_one`. Raises `UnknownSymptom`.
    """
    asked_of = symptom(symptom_name)
    views = asked_of.subject.candidates(setting)
    named = [view for view in views if view.ref == subject] if subject is not None else []
    return _the_one_meant(setting, asked_of, [_Look(asked_of, view) for view in named or views])


def troubles(setting: Setting, symptom_name: str) -> tuple[Diagnosis, ...]:
    """What is found of everything that the symptom could be about, the likeliest first; raises `UnknownSymptom`."""
    asked_of = symptom(symptom_name)
    looks = (_Look(asked_of, view) for view in asked_of.subject.candidates(setting))
    return tuple(each.diagnosis() for each in looks if each.is_troubled)


def subjects(setting: Setting, symptom_name: str) -> tuple[Choice, ...]:
    """Everything that a question about the symptom may be about, the likeliest first; raises `UnknownSymptom`."""
    views = symptom(symptom_name).subject.candidates(setting)
    return tuple(Choice(view.ref, entry_of(view.shown_by)) for view in views)


def _the_one_meant(setting: Setting, asked_of: Symptom, looks: Sequence["_Look"]) -> Diagnosis:
    troubled = _apart([each.diagnosis() for each in looks if each.is_troubled])
    if len(troubled) > 1:
        return _plain(setting, asked_of, "which_one", tuple(each.subject for each in troubled if each.subject))
    if troubled:
        return troubled[0]
    if looks:
        return next((each for each in looks if not each.is_well), looks[0]).diagnosis()
    return _plain(setting, asked_of, "nothing_to_ask_about")


def _apart(troubled: Sequence[Diagnosis]) -> Sequence[Diagnosis]:
    """The first of those that rest on the same entries: what is wrong with a loan is so for each of its payments."""
    if len(troubled) < 2:
        return troubled
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


@dataclass(eq=False)
class _Look:
    """One thing that the question can be about, judged; it is only told of once it is known to be the one meant.

    `known` is what the clues answered: a clue that several causes share is asked once.
    """

    asked_of: Symptom
    view: View
    known: dict[Clue, Answer] = field(default_factory=dict)

    @lasting
    def judged(self) -> Mapping[str, Judged]:
        """Every cause after its clues were asked; where one of every symptom is found, books cannot tell any other."""
        first = self._judge(self.asked_of.of_every)
        if any(each.holds for each in first.values()):
            return {**first, **{name: Judged(name, None, (NOT_ASKED,)) for name in self.asked_of.own}}
        return {**first, **self._judge(self.asked_of.own)}

    @lasting
    def is_troubled(self) -> bool:
        """Whether any cause is found."""
        return True in [each.holds for each in self.judged.values()]

    @lasting
    def well(self) -> Judged:
        """The proof that nothing is wrong, asked where no cause is found."""
        return judge(ALL_IS_WELL, self.asked_of.nothing_wrong, self.view, self.known)

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.is_troubled and self.well.holds is True

    def diagnosis(self) -> Diagnosis:
        """All that can be told of it."""
        judged, setting = self.judged.values(), self.view.setting
        return Diagnosis(
            borrower_id=setting.facts.borrower.borrower_id,
            symptom=self.asked_of.name,
            at=setting.now,
            verdict="found" if self.is_troubled else "nothing_wrong" if self.is_well else "unexplained",
            subject_kind=self.asked_of.subject.kind,
            subject=Choice(self.view.ref, entry_of(self.view.shown_by)),
            found=self._found(),
            ruled_out=tuple(each for each in judged if each.holds is False),
            untold=tuple(each for each in judged if each.holds is None),
        )

    def _found(self) -> tuple[Found, ...]:
        if self.is_well:
            return (_found(self.asked_of.nothing_wrong, self.view, self.well),)
        causes = self.asked_of.causes
        return tuple(_found(causes[each.cause], self.view, each) for each in self.judged.values() if each.holds)

    def _judge(self, causes: Mapping[str, Cause[Any]]) -> dict[str, Judged]:
        return {name: judge(name, cause, self.view, self.known) for name, cause in causes.items()}


def judge(name: str, cause: Cause[Any], view: View, known: dict[Clue, Answer]) -> Judged:
    """Ask a cause's clues in order, until one says no; `known` are the answers of the same view so far."""
    asked: list[tuple[str, Answer]] = []
    holds: bool | None = True
    absent = view.setting.facts.absent
    for clue in cause.clues:
        answer = known.get(clue) or known.setdefault(clue, clue(view))
        if absent and answer.holds is False:
            answer = _borne_out(answer, asked, absent)
        asked.append((clue.__name__, answer))
        if answer.holds is not True:
            holds = answer.holds
        if holds is False:
            break
    return Judged(name, holds, tuple(asked))


def _borne_out(no: Answer, before: Sequence[tuple[str, Answer]], absent: AbstractSet[str]) -> Answer:
    """A no that rests on no row is no proof where the books lack a table that the cause needs."""
    missing = None if no.rows else next((each.missing for _, each in before if each.missing in absent), None)
    return unknown(missing) if missing else no


def _found(cause: Cause[Any], view: View, judged: Judged) -> Found:
    cited = {(entry.table, entry.reference): entry for asked in judged.trace for entry in asked.entries}
    return Found(
        cause=judged.cause,
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
