"""A line that was frozen after a sign-in from a device that nobody knew."""

from datetime import timedelta

from servicing.ledger.demo.deciding import stop_line
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.records import SecurityEvent


def strike(life: Life) -> Harm:
    """Somebody signed in from a new device last night; the borrower has not confirmed that it was them."""
    at = life.now - timedelta(hours=13)
    life.add(
        SecurityEvent(
            event_id=life.ref("SE"),
            borrower_id=life.borrower.borrower_id,
            line_id=life.line.line_id,
            kind="new_device",
            occurred_at=at,
            resolved_at=None,
        )
    )
    return Harm(stop_line(life, at, "frozen", reason="security"))
