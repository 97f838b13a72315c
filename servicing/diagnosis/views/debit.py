"""A scheduled deduction: the instalment, the runs that tried to take it, and the mandate behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.views import Setting, Subject
from servicing.diagnosis.views.loan import all_loans
from servicing.lasting import lasting
from servicing.ledger.fields import Record
from servicing.ledger.records import ChannelRecord, DebitRun, Incident, Instalment, Mandate, Posting
from servicing.money import Money, total

DUE_SOON = timedelta(days=1)


@dataclass(frozen=True)
class DebitView:
    """One instalment as far as its automatic deduction is concerned."""

    setting: Setting
    instalment: Instalment
    runs: tuple[DebitRun, ...]
    mandates: tuple[Mandate, ...]

    @property
    def ref(self) -> str:
        """The instalment's reference."""
        return self.instalment.instalment_id

    @property
    def shown_by(self) -> Record:
        """The instalment itself."""
        return self.instalment

    @lasting
    def mandate(self) -> Mandate | None:
        """The mandate signed last."""
        return max(self.mandates, key=lambda each: each.signed_at, default=None)

    @lasting
    def asked(self) -> Money:
        """What the instalment asks for."""
        due = self.instalment
        return Money(due.principal + due.interest + due.fees, due.currency)

    @lasting
    def to_take(self) -> Money:
        """The most that any run was to take; what the instalment asks for while there is none."""
        most = max((each.asked for each in self.runs), default=self.asked.amount)
        return Money(most, self.instalment.currency)

    @property
    def taken(self) -> Money:
        """What all the runs took together."""
        return total((each.taken for each in self.runs), self.instalment.currency)

    @lasting
    def repayments(self) -> tuple[Posting, ...]:
        """The postings that pay the instalment, whoever paid it, in order of time."""
        facts = self.setting.facts
        credits = facts.postings.by("instalment_id")[self.instalment.instalment_id]
        own = [each for each in credits if each.kind == "repayment"]
        return tuple(sorted(own, key=lambda each: each.posted_at))

    @lasting
    def left(self) -> Money:
        """What of the instalment is still unpaid."""
        paid = total((-each.amount for each in self.repayments), self.instalment.currency)
        return self.asked - (self.asked if self.instalment.status == "paid" else paid)

    @property
    def today(self) -> date:
        """The borrower's day."""
        return local_day(self.setting.now, self.setting.facts.borrower)

    @lasting
    def paid_on(self) -> date | None:
        """The day, as the borrower counts, from which its last repayment counts; absent while it is unpaid."""
        if self.instalment.status != "paid" or not self.repayments:
            return None
        return max(local_day(self.counts_at(each), self.setting.facts.borrower) for each in self.repayments)

    def counts_at(self, posting: Posting) -> datetime:
        """From when a posting counts for the borrower: from the debit, where the bank took the money earlier."""
        facts = self.setting.facts
        debits = facts.channel_records.by("record_id")[posting.record_id]
        return min([posting.value_at, *(each.occurred_at for each in debits)])

    @lasting
    def ended_mandate(self) -> Mandate | None:
        """The mandate that ended last before the due day was over."""
        ended = [each for each in self.mandates if each.state != "active" and not self.was_active(each)]
        return max(ended, key=lambda each: each.ended_at or each.signed_at, default=None)

    def was_active(self, mandate: Mandate) -> bool:
        """Whether the mandate was in force on the due day: signed by its end, and not over before it."""
        borrower, due_on = self.setting.facts.borrower, self.instalment.due_on
        if local_day(mandate.signed_at, borrower) > due_on:
            return False
        if mandate.ended_at is None:
            return mandate.state == "active"
        return local_day(mandate.ended_at, borrower) > due_on

    def meant_for(self, run: DebitRun) -> Mandate | None:
        """The mandate that the borrower had signed last, of those in force when the run was scheduled."""
        in_force = [
            each
            for each in self.mandates
            if each.signed_at <= run.scheduled_at
            and (each.state == "active" if each.ended_at is None else each.ended_at > run.scheduled_at)
        ]
        return max(in_force, key=lambda each: each.signed_at, default=None)

    def records_of(self, run: DebitRun, kind: str = "debit") -> tuple[ChannelRecord, ...]:
        """What the channels say of the run."""
        if run.instruction_id is None:
            return ()
        facts = self.setting.facts
        records = facts.channel_records.by("instruction_id")[run.instruction_id]
        return tuple(each for each in records if each.kind == kind)

    def incidents_at(self, run: DebitRun) -> tuple[Incident, ...]:
        """The incidents for debit runs in which the run should have taken place."""
        return tuple(
            each
            for each in self.setting.facts.incidents
            if each.scope == "auto_debit" and each.started_at <= run.scheduled_at <= (each.ended_at or self.setting.now)
        )


def debits_in_question(setting: Setting) -> Sequence[DebitView]:
    """The instalments that fell due in the last weeks, the latest first; those that a newer plan replaced are none."""
    today = local_day(setting.now, setting.facts.borrower)
    since, replaced = today - setting.thresholds.span("payment_look_back", today), _replaced(setting)
    due = [each for each in setting.facts.instalments if since <= each.due_on <= today + DUE_SOON]
    due = [each for each in due if each.instalment_id not in replaced]
    due.sort(key=lambda each: each.due_on, reverse=True)
    return [_debit(setting, each) for each in due]


def _replaced(setting: Setting) -> set[str]:
    """The instalments that a newer version of their plan had replaced by the day on which they fell due."""
    return {
        each.instalment_id
        for loan in all_loans(setting)
        if len(loan.plans) > 1
        for each in set(loan.instalments).difference(loan.instalments_in_force)
    }


def _debit(setting: Setting, instalment: Instalment) -> DebitView:
    runs = setting.facts.debit_runs.by("instalment_id")[instalment.instalment_id]
    return DebitView(
        setting=setting,
        instalment=instalment,
        runs=tuple(sorted(runs, key=lambda each: each.scheduled_at)),
        mandates=setting.facts.mandates,
    )


DEBIT = Subject("debit", debits_in_question)
