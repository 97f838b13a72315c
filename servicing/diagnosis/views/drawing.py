"""A loan on its way to the borrower: what was drawn, what a channel was told to pay out, and what holds it up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from servicing.diagnosis.views import Setting, Subject
from servicing.diagnosis.windows import window_end
from servicing.lasting import lasting
from servicing.ledger.fields import Record
from servicing.ledger.records import ChannelRecord, Hold, Loan, Posting
from servicing.money import Money, total

PAYOUT_REVIEW = "payout_review"


@dataclass(frozen=True)
class DrawingView:
    """One loan as far as its payout is concerned; `payouts` are in order of time, the last one decides."""

    setting: Setting
    loan: Loan
    payouts: tuple[ChannelRecord, ...]
    postings: tuple[Posting, ...]
    holds: tuple[Hold, ...]

    @property
    def ref(self) -> str:
        """The loan's reference."""
        return self.loan.loan_id

    @property
    def shown_by(self) -> Record:
        """The loan itself."""
        return self.loan

    @lasting
    def payout(self) -> ChannelRecord | None:
        """The latest attempt to pay it out."""
        return self.payouts[-1] if self.payouts else None

    @lasting
    def arrive_by(self) -> datetime:
        """When the money should have arrived: by the window of the payout's channel, or of any while there is none."""
        began = self.payout.occurred_at if self.payout else self.loan.drawn_at
        channel = self.payout.channel if self.payout else "default"
        key = self.setting.rule_key(self.loan.loan_id, channel)
        return window_end(self.setting.thresholds, "payout_window", began, key, self.loan.currency)

    @lasting
    def open_hold(self) -> Hold | None:
        """The review that holds the payout up now."""
        still_open = [each for each in self.holds if each.released_at is None]
        return max(still_open, key=lambda each: each.placed_at, default=None)

    @lasting
    def booked(self) -> tuple[Posting, ...]:
        """The postings that put its money on the account, and those that took it off again."""
        return tuple(each for each in self.postings if each.kind in ("disbursement", "refund", "adjustment"))

    @lasting
    def owed(self) -> Money:
        """What the books ask for it: the sum of its postings."""
        return total((each.amount for each in self.postings), self.loan.currency)


def drawings_in_question(setting: Setting) -> Sequence[DrawingView]:
    """The loans drawn in the last weeks, the latest first; when there are none, the latest loan of all."""
    since = setting.since("payment_look_back")
    loans = sorted(setting.facts.loans, key=lambda each: each.drawn_at, reverse=True)
    lately = [each for each in loans if each.drawn_at >= since]
    return [_drawing(setting, each) for each in lately or loans[:1]]


def _drawing(setting: Setting, loan: Loan) -> DrawingView:
    facts = setting.facts
    records = facts.channel_records.by("loan_id")[loan.loan_id]
    payouts = [each for each in records if each.kind == "payout"]
    return DrawingView(
        setting=setting,
        loan=loan,
        payouts=tuple(sorted(payouts, key=lambda each: each.occurred_at)),
        postings=facts.postings.by("loan_id")[loan.loan_id],
        holds=tuple(each for each in facts.holds if _held(setting, each) == loan),
    )


def _held(setting: Setting, hold: Hold) -> Loan | None:
    """The loan that a payout review holds up: the latest on its line by then, one of its amount before any other."""
    if hold.kind != "payment_review" or hold.reason != PAYOUT_REVIEW:
        return None
    on_its_line = [
        each for each in setting.facts.loans if each.line_id == hold.line_id and each.drawn_at <= hold.placed_at
    ]
    of_its_amount = [each for each in on_its_line if each.principal == hold.amount]
    return max(of_its_amount or on_its_line, key=lambda each: each.drawn_at, default=None)


DRAWING = Subject("loan", drawings_in_question)
