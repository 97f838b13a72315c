"""What happened around the loans: incidents, maintenance, and what the borrower's screen showed."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from servicing.ledger.fields import Currency, Own, OwnedBy, Record, Says, To

IncidentKind = Literal["incident", "maintenance"]
Scope = Literal["payments", "auto_debit", "limits", "display"]


class Incident(Record, table="incidents", optional=True):
    """A time in which a part of the lender's or a channel's systems did not work, planned or not."""

    incident_id: Own
    kind: IncidentKind
    scope: Scope
    channel: Annotated[str | None, Says("the one channel concerned; absent: all of them")]
    started_at: datetime
    ended_at: Annotated[datetime | None, Says("absent while it lasts")]


class ShownBalance(Record, table="shown_balances", optional=True):
    """What the borrower's screen last showed, and how old the data behind it was."""

    shown_id: Own
    borrower_id: OwnedBy
    loan_id: Annotated[str | None, To("loans")]
    line_id: Annotated[str | None, To("credit_lines")]
    what: Literal["owed", "available_limit"]
    amount: Annotated[Decimal, Says("as shown, exact decimal in the unit of `currency`")]
    currency: Currency
    as_of: Annotated[datetime, Says("how old the data was that the screen showed")]
    shown_at: datetime
