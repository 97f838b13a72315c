"""Credit lines: their limits, who decided on them and why, and what is set aside on them."""

from datetime import date, datetime
from typing import Annotated, Literal

from servicing.ledger.fields import Amount, Currency, Own, OwnedBy, Record, Says, To

# Why a limit or a status was decided on. A lender's own code is kept, and told as one that a person can explain.
DECISION_REASONS = (
    "score",
    "multi_lender_exposure",
    "product_policy",
    "overdue",
    "bad_record",
    "security",
    "dormancy",
    "contract_end",
    "own_request",
    "behaviour",
    "temporary_limit_over",
    "good_standing",
)

# What weighed most in a decision. A lender's own code is kept, and not told.
DECISION_FACTORS = (
    "utilisation_high",
    "recent_late_payment",
    "many_enquiries",
    "new_borrowing_elsewhere",
    "balances_elsewhere_high",
    "many_lenders",
    "short_history",
    "income_not_confirmed",
    "frequent_borrowing",
    "large_borrowing",
    "paid_on_time",
)

# Why a line may be frozen or closed without a decision behind it.
EVENT_REASONS = (
    "security",
    "identity_expired",
    "own_request",
    "contract_end",
    "dormancy",
    "overdue",
    "product_policy",
)

# Why money or limit is set aside. A lender's own code is kept, and told as one that a person can explain.
HOLD_REASONS = (
    "unusual_payment",
    "duplicate_payment",
    "payout_review",
    "repaid",
    "drawing",
    "enquiry",
    "behaviour",
    "security",
    "other_debt",
)


def codes(*names: str) -> str:
    """Codes as the written contract names them."""
    return ", ".join(f"`{each}`" for each in names)


class CreditLine(Record, table="credit_lines"):
    """A revolving credit line as it stands now."""

    line_id: Own
    borrower_id: OwnedBy
    product: Annotated[str, Says("the lender's product code")]
    total_limit: Annotated[Amount, Says("the limit in force now, before anything is drawn")]
    currency: Currency
    status: Literal["open", "frozen", "closed"]
    opened_at: datetime
    term_ends_on: Annotated[date | None, Says("last day on which the line may be drawn; absent when it has no term")]


class LineEvent(Record, table="line_events"):
    """A change of a line's status; added, never changed."""

    event_id: Own
    borrower_id: OwnedBy
    line_id: Annotated[str, To("credit_lines")]
    kind: Literal["opened", "frozen", "unfrozen", "closed", "reopened"]
    occurred_at: datetime
    reason: Annotated[str | None, Says(f"for a change without a decision behind it: {codes(*EVENT_REASONS)}")]
    decision_id: Annotated[str | None, To("limit_decisions"), Says("the decision that it carries out")]


class LimitDecision(Record, table="limit_decisions"):
    """A decision on a line's limit or status, with its reason and principal factors."""

    decision_id: Own
    borrower_id: OwnedBy
    line_id: Annotated[str, To("credit_lines")]
    kind: Literal["raise", "lower", "temporary_raise", "temporary_end", "freeze", "close", "keep"]
    decided_at: datetime
    limit_before: Amount
    limit_after: Amount
    currency: Currency
    reason: Annotated[
        str,
        Says(
            f"{codes(*DECISION_REASONS)}. `overdue` is a debt with the same lender, `multi_lender_exposure` are loans "
            "with others, `bad_record` is an entry in the credit record. A code of your own is told as one that a "
            "person can explain"
        ),
    ]
    factors: Annotated[
        str | None,
        Says(
            f"the principal factors, most important first, separated by a space: {codes(*DECISION_FACTORS)}. "
            "A code of your own is not told"
        ),
    ]
    decided_by: Literal["model", "policy", "person", "borrower"]
    ends_at: Annotated[datetime | None, Says("when a temporary decision ends by itself")]
    withdrawn_at: Annotated[datetime | None, Says("when the decision was marked as made in error")]


class Hold(Record, table="holds", optional=True):
    """Money or limit set aside: a payment held by risk control, or a part of the limit that is not free yet."""

    hold_id: Own
    borrower_id: OwnedBy
    kind: Literal["payment_review", "limit_release", "limit_reservation"]
    line_id: Annotated[str | None, To("credit_lines"), Says("for the two kinds that take up limit")]
    instruction_id: Annotated[str | None, To("payment_instructions"), Says("for a payment under review")]
    posting_id: Annotated[str | None, To("postings"), Says("the repayment whose limit waits for release")]
    amount: Amount
    currency: Currency
    reason: Annotated[
        str,
        Says(
            f"{codes(*HOLD_REASONS)}. A payment is under review as an `unusual_payment` or a `duplicate_payment`, the "
            "payout of a loan on the line as `payout_review`; limit waits for release once it is `repaid`, and is "
            "reserved for a `drawing` on its way, an `enquiry` (a loan applied for), a review of the borrower's "
            "`behaviour`, `security`, or an `other_debt` with the same lender. A code of your own is told as one that "
            "a person can explain"
        ),
    ]
    placed_at: datetime
    due_at: Annotated[datetime | None, Says("when it is reviewed or released at the latest")]
    released_at: datetime | None
