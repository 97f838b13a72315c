"""A credit line: its limit, what takes it up, and the decisions and events that made it what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.views import Setting, Subject
from servicing.diagnosis.views.loan import LoanView, all_loans
from servicing.lasting import lasting, once
from servicing.ledger.fields import Record
from servicing.ledger.records import CreditLine, Hold, LimitDecision, LineEvent, Posting, SecurityEvent, ShownBalance
from servicing.money import Money, total

STOPS = ("frozen", "closed")

NOTHING = Decimal(0)


@dataclass(frozen=True)
class LineView:
    """One line with every row that names it, and the loans drawn on it."""

    setting: Setting
    line: CreditLine
    decisions: tuple[LimitDecision, ...]
    events: tuple[LineEvent, ...]
    holds: tuple[Hold, ...]
    security_events: tuple[SecurityEvent, ...]
    loans: tuple[LoanView, ...]
    shown: tuple[ShownBalance, ...]

    @property
    def ref(self) -> str:
        """The line's reference."""
        return self.line.line_id

    @property
    def shown_by(self) -> Record:
        """The line itself."""
        return self.line

    @property
    def total_limit(self) -> Money:
        """The limit in force."""
        return Money(self.line.total_limit, self.line.currency)

    @lasting
    def outstanding(self) -> Money:
        """The principal still owed on the loans drawn on it; an overpaid one frees no limit that another takes up."""
        return total((max(each.principal_owed.amount, NOTHING) for each in self.loans), self.line.currency)

    @lasting
    def open_holds(self) -> tuple[Hold, ...]:
        """The holds that take up limit now."""
        taking = ("limit_release", "limit_reservation")
        return tuple(each for each in self.holds if each.kind in taking and each.released_at is None)

    @property
    def held(self) -> Money:
        """What the open holds take up."""
        return total((each.amount for each in self.open_holds), self.line.currency)

    @lasting
    def available(self) -> Money:
        """Limit less outstanding less holds, by the arithmetic of the books; below zero when a limit was lowered."""
        return self.total_limit - self.outstanding - self.held

    @lasting
    def may_be_drawn(self) -> bool:
        """Whether it is open by its status and by its contract."""
        return self.line.status == "open" and not self.term_is_over

    @lasting
    def drawable(self) -> Money:
        """What can be drawn now: what is available, never below zero, and nothing on a line that may not be drawn."""
        amount = self.available.amount if self.may_be_drawn else NOTHING
        return Money(max(amount, NOTHING), self.line.currency)

    @lasting
    def status_decision(self) -> LimitDecision | None:
        """The latest decision that froze or closed the line."""
        return max(
            (each for each in self.decisions if each.kind in ("freeze", "close")),
            key=lambda each: each.decided_at,
            default=None,
        )

    @lasting
    def status_event(self) -> LineEvent | None:
        """The latest event in the life of the line."""
        return max(self.events, key=lambda each: each.occurred_at, default=None)

    @lasting
    def stopping_event(self) -> LineEvent | None:
        """The event that froze or closed the line, when nothing let it go again since."""
        event = self.status_event
        return event if event and event.kind in STOPS else None

    @lasting
    def stopping_decision(self) -> LimitDecision | None:
        """The decision behind that event: the one it names, else the latest to freeze or close since the line was open.

        It need not stand any more. Absent where the event gives a reason of its own and names no decision.
        """
        event = self.stopping_event
        if event and event.decision_id:
            return next((each for each in self.decisions if each.decision_id == event.decision_id), None)
        if event and event.reason:
            return None
        let_go = max((each.occurred_at for each in self.events if each.kind not in STOPS), default=self.line.opened_at)
        return self.status_decision if self.status_decision and self.status_decision.decided_at >= let_go else None

    @lasting
    def standing_decision(self) -> LimitDecision | None:
        """The decision that keeps the line frozen or closed: not withdrawn, and not over."""
        each = self.stopping_decision
        if each is None or each.kind not in ("freeze", "close") or each.withdrawn_at:
            return None
        return None if each.ends_at and each.ends_at <= self.setting.now else each

    @lasting
    def stopped_for(self) -> str | None:
        """The reason code for which the line is frozen or closed; absent where no valid one is on record."""
        if self.standing_decision:
            return self.standing_decision.reason
        event = self.stopping_event
        return event.reason if event and not event.decision_id else None

    @lasting
    def stopped_at(self) -> datetime | None:
        """When that was decided, or done without a decision."""
        if self.standing_decision:
            return self.standing_decision.decided_at
        return self.stopping_event.occurred_at if self.stopping_event else None

    @lasting
    def open_doubts(self) -> tuple[SecurityEvent, ...]:
        """The events that stopped the line for the safety of the account and are not put right, latest first."""
        doubts = [each for each in self.security_events if each.resolved_at is None]
        return tuple(sorted(doubts, key=lambda each: each.occurred_at, reverse=True))

    @property
    def term_is_over(self) -> bool:
        """Whether the last day on which the line may be drawn has passed."""
        last = self.line.term_ends_on
        return last is not None and last < local_day(self.setting.now, self.setting.facts.borrower)

    @lasting
    def repayments(self) -> tuple[Posting, ...]:
        """The repayments on any of its loans, latest first."""
        every = [posting for loan in self.loans for posting in loan.repayments]
        return tuple(sorted(every, key=lambda each: each.posted_at, reverse=True))

    @lasting
    def last_payment(self) -> tuple[Posting, ...]:
        """The postings of the latest repayment: one payment may be booked in several."""
        return tuple(each for each in self.repayments if _payment_of(each) == _payment_of(self.repayments[0]))

    @lasting
    def last_limit_shown(self) -> ShownBalance | None:
        """What the screen last showed as the available limit."""
        shown = [each for each in self.shown if each.what == "available_limit"]
        return max(shown, key=lambda each: each.shown_at, default=None)

    @lasting
    def recent_decisions(self) -> tuple[LimitDecision, ...]:
        """The decisions recent enough to explain what a borrower sees now, latest first; withdrawn ones left out."""
        since = self.setting.since("recent_change")
        recent = [each for each in self.decisions if each.decided_at >= since and each.withdrawn_at is None]
        return tuple(sorted(recent, key=lambda each: each.decided_at, reverse=True))


def _payment_of(posting: Posting) -> str:
    return posting.instruction_id or posting.record_id or posting.posting_id


@once
def all_lines(setting: Setting) -> Sequence[LineView]:
    """Every line of the borrower, the latest first."""
    loans = all_loans(setting)
    lines = sorted(setting.facts.credit_lines, key=lambda each: each.opened_at, reverse=True)
    return tuple(_line(setting, each, loans) for each in lines)


def _line(setting: Setting, line: CreditLine, loans: Sequence[LoanView]) -> LineView:
    facts = setting.facts
    return LineView(
        setting=setting,
        line=line,
        decisions=tuple(each for each in facts.limit_decisions if each.line_id == line.line_id),
        events=tuple(each for each in facts.line_events if each.line_id == line.line_id),
        holds=tuple(each for each in facts.holds if each.line_id == line.line_id),
        security_events=tuple(each for each in facts.security_events if each.line_id == line.line_id),
        loans=tuple(each for each in loans if each.loan.line_id == line.line_id),
        shown=tuple(each for each in facts.shown_balances if each.line_id == line.line_id),
    )


LINE = Subject("line", all_lines)
