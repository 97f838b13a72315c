"""Who the borrowers are, how they can be reached, and what happened to the safety of their accounts."""

from datetime import datetime
from typing import Annotated, Literal

from servicing.ledger.fields import Own, OwnedBy, Record, Says, To


class Borrower(Record, table="borrowers"):
    """A person with at least one credit line."""

    borrower_id: Own
    called: Annotated[str, Says("how the borrower is addressed; a first name or a nickname, never a full legal name")]
    language: Annotated[str, Says("BCP 47 code, such as `zh` or `en`")]
    time_zone: Annotated[str, Says("IANA name; every time is shown to the borrower in it")]


class ContactPoint(Record, table="contact_points", optional=True):
    """A way to reach the borrower; only its last four characters are kept here."""

    contact_id: Own
    borrower_id: OwnedBy
    kind: Literal["phone", "email"]
    ending: Annotated[str, Says("last four characters")]
    verified_at: datetime | None
    changed_at: datetime | None


class SecurityEvent(Record, table="security_events", optional=True):
    """Something that put the safety of the account in doubt, and when it was put right."""

    event_id: Own
    borrower_id: OwnedBy
    line_id: Annotated[str | None, To("credit_lines"), Says("the line it stopped, if it stopped one")]
    kind: Literal["unusual_login", "new_device", "phone_changed", "identity_changed", "identity_expired"]
    occurred_at: datetime
    resolved_at: Annotated[datetime | None, Says("when the borrower proved who they are")]
