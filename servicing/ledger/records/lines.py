"""Credit lines: their limits, who decided on them and why, and what is set aside on them."""

from datetime import date, datetime
from typing import Annotated, Literal

from servicing.ledger.fields import Amount, Currency, Own, OwnedBy, Record, Says, To


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
    reason: Annotated[str | None, Says("reason code; for a change without a decision behind it")]
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
            "reason code: `score`, `multi_lender_exposure`, `product_policy`, `overdue`, `security`, `dormancy`, "
            "`contract_end`, `own_request`, `behaviour`, `temporary_limit_over`, `good_standing`"
        ),
    ]
    factors: Annotated[str | None, Says("codes of the principal factors, most important first, separated by a space")]
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
    reason: Annotated[str, Says("reason code")]
    placed_at: datetime
    due_at: Annotated[datetime | None, Says("when it is reviewed or released at the latest")]
    released_at: datetime | None
