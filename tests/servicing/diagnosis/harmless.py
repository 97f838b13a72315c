"""Harmless entries: rows that a life may hold besides, and that no answer may depend on.

Each takes the borrower's line and a moment years ago.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from servicing.ledger.fields import Record
from servicing.ledger.records import RECORDS, CreditLine
from tests.small_ledger import row_from

Entry = Callable[[CreditLine, datetime], list[Record]]
TABLES = {record.table_name: record for record in RECORDS}


def _row(line: CreditLine, table: str, **columns: Any) -> Record:
    own = {"borrower_id": line.borrower_id, "currency": line.currency}
    there = TABLES[table].__dataclass_fields__
    written = {name: value for name, value in (own | columns).items() if name in there}
    return row_from(TABLES[table], {name: str(value) for name, value in written.items()})


def a_loan_settled_long_ago(line: CreditLine, then: datetime) -> list[Record]:
    """One instalment, billed, debited and posted, and the loan marked as settled and reported so."""
    paid_at, day = then + timedelta(days=30, minutes=20), (then + timedelta(days=30)).date()
    own = {"loan_id": "XN", "instalment_id": "XI", "instruction_id": "XP", "record_id": "XC"}
    return [
        _row(
            line,
            "loans",
            loan_id="XN",
            line_id=line.line_id,
            principal="1000",
            drawn_at=then,
            status="settled",
            settled_at=paid_at,
        ),
        _row(line, "plans", plan_id="XL", loan_id="XN", made_at=then),
        _row(line, "instalments", instalment_id="XI", loan_id="XN", plan_id="XL", due_on=day, status="paid"),
        _row(line, "postings", posting_id="XR1", loan_id="XN", kind="disbursement", amount="1000", posted_at=then),
        _row(
            line,
            "postings",
            posting_id="XR2",
            loan_id="XN",
            kind="interest",
            amount="30",
            instalment_id="XI",
            posted_at=then + timedelta(days=27),
        ),
        _row(
            line,
            "payment_instructions",
            instruction_id="XP",
            loan_id="XN",
            instalment_id="XI",
            state="done",
            made_at=paid_at - timedelta(minutes=20),
            acknowledged_at=paid_at - timedelta(minutes=20),
        ),
        _row(line, "channel_records", record_id="XC", instruction_id="XP", occurred_at=paid_at - timedelta(minutes=10)),
        _row(
            line,
            "postings",
            posting_id="XR3",
            kind="repayment",
            amount="-1030",
            principal="-1000",
            interest="-30",
            posted_at=paid_at,
            **own,
        ),
        _row(
            line,
            "bureau_reports",
            report_id="XB",
            loan_id="XN",
            month=day.replace(day=1),
            standing="on_time",
            reported_at=then + timedelta(days=65),
        ),
    ]


def a_decision_to_keep_the_limit(line: CreditLine, then: datetime) -> list[Record]:
    """Looked at, and left as it is."""
    limit = line.total_limit
    return [
        _row(
            line,
            "limit_decisions",
            decision_id="XD",
            line_id=line.line_id,
            kind="keep",
            decided_at=then,
            limit_before=limit,
            limit_after=limit,
            reason="good_standing",
        )
    ]


def a_mandate_that_ended_long_ago(line: CreditLine, then: datetime) -> list[Record]:
    """For another account."""
    ended = then + timedelta(days=40)
    return [
        _row(
            line,
            "mandates",
            mandate_id="XM",
            state="cancelled",
            signed_at=then,
            ended_at=ended,
            ended_by="bank",
            account_ending="0001",
        )
    ]


def an_incident_long_ago(line: CreditLine, then: datetime) -> list[Record]:
    """On a channel that nobody here uses."""
    return [
        _row(line, "incidents", incident_id="XX", channel="cheque", started_at=then, ended_at=then + timedelta(hours=3))
    ]


def one_more_settlement_file(line: CreditLine, then: datetime) -> list[Record]:
    """Of a channel that nobody here uses."""
    return [_row(line, "settlement_files", file_id="XF", channel="cheque", covers_on=then.date(), received_at=then)]


def a_doubt_that_was_put_right(line: CreditLine, then: datetime) -> list[Record]:
    """A new device, confirmed the same day."""
    return [
        _row(
            line,
            "security_events",
            event_id="XE",
            line_id=line.line_id,
            kind="new_device",
            occurred_at=then,
            resolved_at=then + timedelta(hours=1),
        )
    ]


def a_way_to_be_reached(line: CreditLine, then: datetime) -> list[Record]:
    """Confirmed long ago."""
    return [_row(line, "contact_points", contact_id="XA", verified_at=then)]


def a_hold_released_long_ago(line: CreditLine, then: datetime) -> list[Record]:
    """Limit set aside for a loan that was never drawn."""
    return [
        _row(
            line,
            "holds",
            hold_id="XH",
            kind="limit_reservation",
            line_id=line.line_id,
            placed_at=then,
            released_at=then + timedelta(hours=2),
        )
    ]


HARMLESS: tuple[Entry, ...] = (
    a_loan_settled_long_ago,
    a_decision_to_keep_the_limit,
    a_mandate_that_ended_long_ago,
    an_incident_long_ago,
    one_more_settlement_file,
    a_doubt_that_was_put_right,
    a_way_to_be_reached,
    a_hold_released_long_ago,
)
