"""A loan: what was drawn, what the plan asks, what was posted, and what the system and the screen say of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from operator import attrgetter

from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.views import Setting, Subject
from servicing.lasting import lasting, once
from servicing.ledger.fields import Record
from servicing.ledger.records import (
    BureauReport,
    ChannelRecord,
    Instalment,
    Loan,
    PaymentInstruction,
    Plan,
    Posting,
    ReserveDraw,
    SettlementQuote,
    ShownBalance,
)
from servicing.money import Money, total

POSTED_AT = attrgetter("posted_at")


@dataclass(frozen=True)
class LoanView:
    """One loan with every row that names it, looked up when it is first asked for."""

    setting: Setting
    loan: Loan

    @property
    def ref(self) -> str:
        """The loan's reference."""
        return self.loan.loan_id

    @property
    def shown_by(self) -> Record:
        """The loan itself."""
        return self.loan

    @lasting
    def plans(self) -> tuple[Plan, ...]:
        """The versions of its plan."""
        facts = self.setting.facts
        return facts.plans.by("loan_id")[self.ref]

    @lasting
    def instalments(self) -> tuple[Instalment, ...]:
        """The instalments of every version."""
        facts = self.setting.facts
        return facts.instalments.by("loan_id")[self.ref]

    @lasting
    def instalments_by_reference(self) -> Mapping[str, Instalment]:
        """The same by their references."""
        return {each.instalment_id: each for each in self.instalments}

    @lasting
    def postings(self) -> tuple[Posting, ...]:
        """Its books."""
        facts = self.setting.facts
        return facts.postings.by("loan_id")[self.ref]

    @lasting
    def instructions(self) -> tuple[PaymentInstruction, ...]:
        """The payments that name it."""
        facts = self.setting.facts
        return facts.payment_instructions.by("loan_id")[self.ref]

    @lasting
    def records(self) -> tuple[ChannelRecord, ...]:
        """What the channels moved that names it, and what names one of its instructions alone."""
        facts = self.setting.facts
        of_instruction = facts.channel_records.by("instruction_id")
        paid = (record for each in self.instructions for record in of_instruction[each.instruction_id])
        own = facts.channel_records.by("loan_id")[self.ref]
        return (*own, *(each for each in paid if each.loan_id != self.ref))

    @lasting
    def quotes(self) -> tuple[SettlementQuote, ...]:
        """What it took to pay it off early, as quoted."""
        facts = self.setting.facts
        return facts.settlement_quotes.by("loan_id")[self.ref]

    @lasting
    def reserve_draws(self) -> tuple[ReserveDraw, ...]:
        """The drawings from the reserve fund that touch it."""
        facts = self.setting.facts
        return facts.reserve_draws.by("loan_id")[self.ref]

    @lasting
    def reports(self) -> tuple[BureauReport, ...]:
        """What the credit bureau was told of it."""
        facts = self.setting.facts
        return facts.bureau_reports.by("loan_id")[self.ref]

    @lasting
    def shown(self) -> tuple[ShownBalance, ...]:
        """What the screen showed of it."""
        facts = self.setting.facts
        return facts.shown_balances.by("loan_id")[self.ref]

    @lasting
    def owed(self) -> Money:
        """What is owed: the sum of all postings."""
        return total((each.amount for each in self.postings), self.loan.currency)

    @lasting
    def principal_owed(self) -> Money:
        """The principal that is still owed."""
        return total((each.principal for each in self.postings), self.loan.currency)

    @lasting
    def repayments(self) -> tuple[Posting, ...]:
        """The repayments, latest first."""
        return _latest_first(each for each in self.postings if each.kind == "repayment")

    @lasting
    def paid_off_by(self) -> Posting | None:
        """The posting that last brought what is owed down to nothing; absent where none ever did."""
        owed, found = Decimal(0), None
        for each in sorted(self.postings, key=POSTED_AT):
            before, owed = owed, owed + each.amount
            if before > 0 >= owed:
                found = each
        return found

    @lasting
    def last_owed_shown(self) -> ShownBalance | None:
        """What the screen last showed as owed on this loan."""
        return max((each for each in self.shown if each.what == "owed"), key=lambda each: each.shown_at, default=None)

    @lasting
    def instalments_in_force(self) -> tuple[Instalment, ...]:
        """The instalments that no newer version of the plan had replaced by the day on which they fell due."""
        if len(self.plans) < 2:
            return self.instalments
        version = {each.plan_id: each.version for each in self.plans}
        day = {each.version: local_day(each.made_at, self.setting.facts.borrower) for each in self.plans}
        return tuple(
            each
            for each in self.instalments
            if not any(
                newer > version.get(each.plan_id, newer) and made_on <= each.due_on for newer, made_on in day.items()
            )
        )

    def credits_of(self, instalment: Instalment) -> Sequence[Posting]:
        """The postings that pay or waive a part of an instalment."""
        return self._credits.get(instalment.instalment_id, ())

    @lasting
    def _credits(self) -> Mapping[str, Sequence[Posting]]:
        """The postings that take something off what is owed, by the instalment that they name."""
        found: defaultdict[str, list[Posting]] = defaultdict(list)
        for each in self.postings:
            if each.instalment_id is not None and each.amount < 0:
                found[each.instalment_id].append(each)
        return found

    def paid_at(self, instalment: Instalment) -> datetime | None:
        """When an instalment was paid in full, or the whole loan was; absent where the postings do not show it."""
        known = self._paid_at
        if instalment.instalment_id not in known:
            known[instalment.instalment_id] = self._paid_in_full_at(instalment)
        return known[instalment.instalment_id]

    @lasting
    def _paid_at(self) -> dict[str, datetime | None]:
        """When each instalment was paid in full, as far as it was asked."""
        return {}

    def _paid_in_full_at(self, instalment: Instalment) -> datetime | None:
        due = instalment.principal + instalment.interest + instalment.fees
        credits = self.credits_of(instalment)
        for each in sorted(credits, key=self.counts_at) if len(credits) > 1 else credits:
            due += each.amount
            if due <= 0:
                return self.counts_at(each)
        return self.counts_at(self.paid_off_by) if self.paid_off_by else None

    def counts_at(self, posting: Posting) -> datetime:
        """From when a posting counts for the borrower: from the debit, where the bank took the money earlier."""
        debited_at = self._moved_at.get(posting.record_id) if posting.record_id else None
        return min(posting.value_at, debited_at) if debited_at else posting.value_at

    @lasting
    def _moved_at(self) -> Mapping[str, datetime]:
        """When the channels moved its money, by the reference of the record."""
        return {each.record_id: each.occurred_at for each in self.records}

    def was_unpaid_after_its_day(self, instalment: Instalment, at: datetime) -> bool:
        """Whether an instalment's day was over at a moment and it was still not paid."""
        if local_day(at, self.setting.facts.borrower) <= instalment.due_on:
            return False
        paid_at = self.paid_at(instalment)
        return paid_at > at if paid_at else instalment.status != "paid"

    def recent(self, *kinds: str) -> tuple[Posting, ...]:
        """The postings of these kinds that are recent enough to explain what a borrower sees now, latest first."""
        return tuple(each for each in self._recent if each.kind in kinds)

    @lasting
    def _recent(self) -> tuple[Posting, ...]:
        since = self.setting.since("recent_change")
        return _latest_first(each for each in self.postings if each.posted_at >= since)


def _latest_first(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    return tuple(sorted(postings, key=POSTED_AT, reverse=True))


@once
def all_loans(setting: Setting) -> Sequence[LoanView]:
    """Every loan of the borrower, the latest first."""
    loans = sorted(setting.facts.loans, key=lambda each: each.drawn_at, reverse=True)
    return tuple(LoanView(setting, each) for each in loans)


LOAN = Subject("loan", all_loans)
