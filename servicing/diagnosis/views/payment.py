"""A payment on its whole way: the instruction, what the channels moved, the settlement, the review, the postings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.views import Setting, Subject
from servicing.diagnosis.windows import window_end
from servicing.lasting import lasting, once
from servicing.ledger.fields import Record
from servicing.ledger.records import (
    ChannelRecord,
    Hold,
    Incident,
    Instalment,
    PaymentInstruction,
    Posting,
    SettlementLine,
)


@dataclass(frozen=True)
class PaymentView:
    """One payment; `instruction` and `records` are both absent when an instalment is due and nothing was paid."""

    setting: Setting
    instruction: PaymentInstruction | None
    records: tuple[ChannelRecord, ...]
    unpaid: Instalment | None = None

    @property
    def ref(self) -> str:
        """The instruction's reference, else the channel's, else the instalment's."""
        if self.instruction:
            return self.instruction.instruction_id
        if self.records:
            return self.records[0].record_id
        return self.instalment.instalment_id if self.instalment else ""

    @property
    def shown_by(self) -> Record:
        """The first row of its way that there is."""
        shown = self.instruction or next(iter(self.records), None) or self.instalment
        if shown is None:
            raise ValueError("a payment view needs an instruction, a channel record or an instalment")
        return shown

    @lasting
    def postings(self) -> tuple[Posting, ...]:
        """The postings that name the instruction, and those that name one of its records alone.

        Of an instalment for which nothing was paid: what was credited to it all the same.
        """
        facts = self.setting.facts
        if self.unpaid:
            credits = facts.postings.by("instalment_id")[self.unpaid.instalment_id]
            return tuple(each for each in credits if each.kind == "repayment")
        own = self.instruction.instruction_id if self.instruction else None
        named = facts.postings.by("instruction_id")[own] if own else ()
        of_record = facts.postings.by("record_id")
        booked = (posting for each in self.records for posting in of_record[each.record_id])
        return (*named, *(each for each in booked if own is None or each.instruction_id != own))

    @lasting
    def settlement_lines(self) -> tuple[SettlementLine, ...]:
        """Its records in the channels' settlement files."""
        facts = self.setting.facts
        settled = facts.settlement_lines.by("record_id")
        return tuple(line for each in self.records for line in settled[each.record_id])

    @lasting
    def holds(self) -> tuple[Hold, ...]:
        """The reviews of it."""
        facts = self.setting.facts
        return facts.holds.by("instruction_id")[self.instruction.instruction_id] if self.instruction else ()

    @lasting
    def instalment(self) -> Instalment | None:
        """The instalment that it names, else the oldest one that is due and that it can have been meant for."""
        return self.unpaid or _meant(self.setting, self.instruction, self.records)

    @property
    def channel(self) -> str:
        """The channel code; `default` where nothing was paid."""
        if self.instruction:
            return self.instruction.channel
        return self.records[0].channel if self.records else "default"

    @lasting
    def currency(self) -> str:
        """The currency that was paid in, or that the instalment asks for."""
        shown = self.instruction or next(iter(self.records), None) or self.instalment
        return shown.currency if shown else ""

    @lasting
    def made_at(self) -> datetime | None:
        """When the borrower paid, as the earliest row has it; a debit may still be under way, or may have failed."""
        if self.instruction:
            return self.instruction.made_at
        return min((each.occurred_at for each in self.records if each.kind == "debit"), default=None)

    @property
    def names_an_instalment(self) -> bool:
        """Whether the borrower said which instalment it is for."""
        return self.instruction is not None and self.instruction.instalment_id is not None

    @lasting
    def debits(self) -> tuple[ChannelRecord, ...]:
        """What a channel really took from the borrower."""
        return tuple(each for each in self.records if each.kind == "debit" and each.state in ("success", "returned"))

    @lasting
    def coming_back(self) -> tuple[ChannelRecord, ...]:
        """What went back to the borrower, or is on its way there."""
        return tuple(
            each
            for each in self.records
            if (each.kind == "debit" and each.state == "returned")
            or (each.kind == "refund" and each.state in ("pending", "success"))
        )

    @lasting
    def kept(self) -> Decimal:
        """How much was taken for it and does not come back."""
        taken = sum((each.amount for each in self.debits), Decimal(0))
        return taken - sum((each.amount for each in self.coming_back), Decimal(0))

    @lasting
    def debited_at(self) -> datetime | None:
        """When the first channel took the money."""
        return min((each.occurred_at for each in self.debits), default=None)

    @lasting
    def rule_key(self) -> str:
        """By which the thresholds of its product and channel are looked up."""
        loan_id = self.instruction.loan_id if self.instruction else None
        return self.setting.rule_key(loan_id or (self.instalment.loan_id if self.instalment else None), self.channel)

    @lasting
    def post_by(self) -> datetime | None:
        """When the channel's posting window ends, weekends and holidays considered; absent without a debit."""
        if self.debited_at is None:
            return None
        return window_end(self.setting.thresholds, "posting_window", self.debited_at, self.rule_key, self.currency)

    @lasting
    def posting_window(self) -> timedelta:
        """How long this channel's payments may take to be posted."""
        on = self.debited_at or self.setting.now
        return self.setting.thresholds.span("posting_window", on.date(), self.rule_key)

    @lasting
    def repayments(self) -> tuple[Posting, ...]:
        """The postings that credit it."""
        return tuple(each for each in self.postings if each.kind == "repayment")

    @lasting
    def credited(self) -> Decimal:
        """How much of it was credited."""
        return -sum((each.amount for each in self.repayments), Decimal(0))

    @lasting
    def booked_back(self) -> tuple[Posting, ...]:
        """The postings that take a credit of it away again."""
        return tuple(each for each in self.postings if each.kind in ("refund", "adjustment") and each.amount > 0)

    @lasting
    def left_on_the_loan(self) -> Decimal:
        """How much of it is credited and was not taken away again."""
        return self.credited - sum((each.amount for each in self.booked_back), Decimal(0))

    def windows(self, kind: str) -> tuple[Incident, ...]:
        """The incidents or maintenance windows for payments on its channel in which it was made."""
        return tuple(
            each
            for each in self.setting.facts.incidents
            if each.kind == kind and each.scope == "payments" and each.channel in (None, self.channel)
            if self.made_at and each.started_at <= self.made_at <= (each.ended_at or self.setting.now)
        )


def payments_in_question(setting: Setting) -> Sequence[PaymentView]:
    """The payments of the last weeks, and older ones whose instalment is still due, latest first.

    Before them stands an instalment that is due and was not paid at all.
    """
    since = setting.since("payment_look_back")
    still_due = {each.instalment_id for each in due_instalments(setting)}
    payments = [
        each
        for each in all_payments(setting)
        if each.made_at and each.made_at <= setting.now
        if since <= each.made_at or (each.instruction and each.instruction.instalment_id in still_due)
    ]
    payments.sort(key=lambda each: (each.made_at or since, each.ref), reverse=True)
    return [*_nothing_paid(setting, payments), *payments]


@once
def all_payments(setting: Setting) -> Sequence[PaymentView]:
    """Every payment in the facts: one an instruction, and one a debit that no instruction in the books explains."""
    facts = setting.facts
    known, records = facts.payment_instructions.by("instruction_id"), facts.channel_records
    of_instruction = records.by("instruction_id")
    instructed = [
        PaymentView(setting, each, of_instruction[each.instruction_id]) for each in facts.payment_instructions
    ]
    elsewhere = [each for each in records if each.instruction_id not in known and each.kind == "debit"]
    return (*instructed, *(PaymentView(setting, None, (each,)) for each in elsewhere))


def _meant(
    setting: Setting, instruction: PaymentInstruction | None, records: Sequence[ChannelRecord]
) -> Instalment | None:
    """The instalment that the payment names, else the oldest one that is due and that it can have been meant for.

    Of the loan that it names, where something of that loan is due.
    """
    named = instruction.instalment_id if instruction else None
    if named:
        return next(iter(setting.facts.instalments.by("instalment_id")[named]), None)
    made_at = instruction.made_at if instruction else min(each.occurred_at for each in records)
    reach = local_day(made_at + setting.thresholds.span("paid_ahead", made_at.date()), setting.facts.borrower)
    within = [each for each in due_instalments(setting) if each.due_on <= reach]
    loan_id = instruction.loan_id if instruction else records[0].loan_id
    return next((each for each in within if each.loan_id == loan_id), next(iter(within), None))


@once
def due_instalments(setting: Setting) -> Sequence[Instalment]:
    """The instalments that are due by the borrower's today and not paid in the books' own words, oldest first."""
    today = local_day(setting.now, setting.facts.borrower)
    due = [each for each in setting.facts.instalments if each.due_on <= today and each.status in ("billed", "overdue")]
    return sorted(due, key=lambda each: (each.due_on, each.instalment_id))


def _nothing_paid(setting: Setting, payments: Sequence[PaymentView]) -> Iterator[PaymentView]:
    """The due instalments that no payment of the last weeks was made for."""
    tried = {each.instalment.instalment_id for each in payments if each.instalment}
    for instalment in due_instalments(setting):
        if instalment.instalment_id not in tried:
            yield PaymentView(setting, None, (), instalment)


PAYMENT = Subject("payment", payments_in_question)
