"""What is read of each table for one question: bounded slices, each served by one index, one statement a table.

A question of today is about the *loans in question*, and those are read whole, so that a sum over a loan is never one
over a part of it: each loan that is not settled; the few settled or drawn last; and each that something recent or
unsettled names: a posting, instruction, debit run or plan of the last weeks, an instalment that is asked for, a hold
that is open, a balance shown above zero, a late report that a credit bureau may still keep. A settled loan that nothing
of the kind names is not read, unless it is asked for.

Rows that belong to no loan are read latest first, up to a limit. Where frequent rows could push out rare ones that
decide more (daily decisions to keep a limit, one to close the line), the limit holds for each kind.

The statements take `borrower_id`, the moments `recent` and `late_since`, and `loan_ids`: for the loans themselves those
asked for by name, for every other table the loans in question. That of the settlement files takes `channels` and
`days` instead.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Date, Float, Select, String, bindparam, cast, or_, select
from sqlalchemy import union_all as together

from servicing.ledger.columns import columns_of, reference_of
from servicing.ledger.fields import Record
from servicing.ledger.records import (
    Borrower,
    BureauReport,
    ChannelRecord,
    ContactPoint,
    CreditLine,
    DebitRun,
    Hold,
    Incident,
    Instalment,
    LimitDecision,
    LineEvent,
    Loan,
    Mandate,
    PaymentInstruction,
    Plan,
    Posting,
    ReserveDraw,
    SecurityEvent,
    SettlementFile,
    SettlementLine,
    SettlementQuote,
    ShownBalance,
)
from servicing.ledger.tables import TABLES, UtcTime

# More than the 90 days for which a change explains what a borrower sees (threshold recent_change): an incident or a
# payment older than this explains nothing that is still open, except on a loan in question.
RECENT_DAYS = 120
# A bureau may keep a late mark for five years in China and seven in the US; a year more until the debt was paid.
LATE_REPORT_DAYS = 8 * 366
# A borrower speaks of the loan settled last, or takes it for one of those before; certificates name older ones.
SETTLED_LOANS = 5
# No borrower has as many loans at once: beyond it the books are wrong, or the view is.
MOST_LOANS = 500
# Thirty years of daily postings; more of one table is not what a question can be answered from in time.
MOST_ROWS = 20_000
# Of rows of which the latest count: sixteen years of monthly ones, a hundred days of two a day.
LATEST = 200
# Of rows that only say which loan is in question.
NAMING = 1_000

Slice = Select[Any]
Statement = Select[Any] | CompoundSelect[Any]
Condition = ColumnElement[bool]

BORROWER = bindparam("borrower_id", type_=String())
LOAN_IDS = bindparam("loan_ids", type_=String(), expanding=True)
RECENT = bindparam("recent", type_=UtcTime())
LATE_SINCE = bindparam("late_since", type_=UtcTime())
CHANNELS = bindparam("channels", type_=String(), expanding=True)
DAYS = bindparam("days", type_=Date(), expanding=True)


@cache
def loans_in_question(present: frozenset[str]) -> Statement:
    """The loans to read whole, found by those tables that the lender has."""
    named_by = [each for record, each in _NAMING_LOANS.items() if record.table_name in present]
    wanted = together(*(_ids(each, "loan_id") for each in (*_LOANS, *named_by)))
    return _by_reference(Loan, wanted).limit(MOST_LOANS + 1)


def _of(record: type[Record]) -> Any:
    """The columns of a record's table."""
    return TABLES[record].c


def _own(record: type[Record], *conditions: Condition) -> Slice:
    """The borrower's rows."""
    return select(TABLES[record]).where(_of(record).borrower_id == BORROWER, *conditions)


def _by_reference(record: type[Record], references: Statement) -> Slice:
    """The rows of these references, whoever's they are: the door keeps the borrower's own.

    Were the borrower asked for here, a database would rather look through all of the borrower's rows.
    """
    return select(TABLES[record]).where(_of(record)[reference_of(record)].in_(references))


def _latest(record: type[Record], by: str, most: int, *conditions: Condition) -> Slice:
    """The borrower's latest rows."""
    return _own(record, *conditions).order_by(_of(record)[by].desc()).limit(most)


def _of_loans(record: type[Record]) -> Slice:
    """The rows of the loans in question."""
    return _own(record, _of(record).loan_id.in_(LOAN_IDS))


def _elsewhere(record: type[Record]) -> Condition:
    """The row names no loan in question, so that another slice does not have it already."""
    loan_id = _of(record).loan_id
    return or_(loan_id.is_(None), loan_id.not_in(LOAN_IDS))


def _ids(rows: Slice, column: str) -> Slice:
    return select(rows.subquery().c[column])


def _either(*slices: Slice) -> Statement:
    """All the slices together; a row may come in more than one."""
    return together(*(select(each.subquery()) for each in slices))


def _latest_of_each(record: type[Record], code: str, by: str) -> Statement:
    """The latest rows of each kind that a code tells apart."""
    kinds = next(each.choices for each in columns_of(record) if each.name == code)
    return _either(*(_latest(record, by, LATEST, _of(record)[code] == kind) for kind in kinds))


def _open_and_latest(record: type[Record], ended: str) -> tuple[Slice, Slice]:
    """All rows that have not ended, and those that ended last."""
    ended_at = _of(record)[ended]
    still_open = _own(record, ended_at.is_(None)).limit(MOST_ROWS + 1)
    return still_open, _latest(record, ended, LATEST, ended_at.is_not(None))


_LOANS = (
    select(TABLES[Loan]).where(_of(Loan).loan_id.in_(LOAN_IDS)),
    _own(Loan, _of(Loan).status.in_(["pending", "open", "failed"])).limit(MOST_LOANS + 1),
    _latest(Loan, "drawn_at", SETTLED_LOANS),
    _latest(Loan, "settled_at", SETTLED_LOANS, _of(Loan).status == "settled", _of(Loan).settled_at.is_not(None)),
    _own(Loan, _of(Loan).status == "settled", _of(Loan).settled_at.is_(None)).limit(SETTLED_LOANS),
)

_OPEN_HOLDS = _own(Hold, _of(Hold).released_at.is_(None)).limit(NAMING)
_LAST_SHOWN = _latest(ShownBalance, "shown_at", NAMING).subquery()

# By the table that the lender must have for it; each gives a column `loan_id`.
_NAMING_LOANS: Mapping[type[Record], Slice] = {
    Posting: _latest(Posting, "posted_at", NAMING, _of(Posting).posted_at >= RECENT),
    PaymentInstruction: _latest(PaymentInstruction, "made_at", NAMING, _of(PaymentInstruction).made_at >= RECENT),
    ChannelRecord: _latest(ChannelRecord, "occurred_at", NAMING, _of(ChannelRecord).occurred_at >= RECENT),
    DebitRun: _latest(DebitRun, "scheduled_at", NAMING, _of(DebitRun).scheduled_at >= RECENT),
    Plan: _latest(Plan, "made_at", NAMING, _of(Plan).made_at >= RECENT),
    Instalment: _own(Instalment, _of(Instalment).status.in_(["billed", "overdue"])).limit(NAMING),
    Hold: _by_reference(Posting, _ids(_OPEN_HOLDS, "posting_id")),
    ShownBalance: select(_LAST_SHOWN).where(cast(_LAST_SHOWN.c.amount, Float) > 0),
    BureauReport: _latest(
        BureauReport,
        "reported_at",
        NAMING,
        _of(BureauReport).standing == "late",
        _of(BureauReport).reported_at >= LATE_SINCE,
    ),
}


def _named_by_postings(record: type[Record]) -> Slice:
    """The rows that a posting on a loan in question names, though they do not name the loan."""
    return _by_reference(record, _ids(_of_loans(Posting), reference_of(record))).where(_elsewhere(record))


def _of_instructions(record: type[Record], *conditions: Condition) -> Slice:
    """The rows that name an instruction on a loan in question."""
    instructions = _ids(_of_loans(PaymentInstruction), "instruction_id")
    return _own(record, _of(record).instruction_id.in_(instructions), *conditions)


def _unbooked() -> Slice:
    """The latest debits that name neither an instruction nor a loan and that no posting names, however old they are."""
    of = _of(ChannelRecord)
    free = _latest(ChannelRecord, "occurred_at", LATEST, of.instruction_id.is_(None), of.loan_id.is_(None)).subquery()
    booked = select(_of(Posting).record_id).where(
        _of(Posting).borrower_id == BORROWER, _of(Posting).record_id == free.c.record_id
    )
    return select(free).where(~booked.exists())


def _lately(record: type[Record], by: str) -> Slice:
    """The rows of the last weeks that name no loan in question."""
    return _latest(record, by, NAMING, _of(record)[by] >= RECENT, _elsewhere(record))


# The first three may name an instruction that nothing else brings.
_RECORDS = (
    _of_loans(ChannelRecord),
    _named_by_postings(ChannelRecord),
    _lately(ChannelRecord, "occurred_at"),
    _of_instructions(ChannelRecord, _elsewhere(ChannelRecord)),
    _unbooked(),
)
_RECORD_IDS = together(*(_ids(each, "record_id") for each in _RECORDS))

# With each that a record names: a debit must not look as if no instruction explained it.
_INSTRUCTIONS = (
    _of_loans(PaymentInstruction),
    _named_by_postings(PaymentInstruction),
    _lately(PaymentInstruction, "made_at"),
    _by_reference(PaymentInstruction, together(*(_ids(each, "instruction_id") for each in _RECORDS[:3]))).where(
        _elsewhere(PaymentInstruction)
    ),
)

# In the order in which they are sent: the settlement files are found by the debits and what books them.
STATEMENTS: Mapping[type[Record], Statement] = {
    ContactPoint: _latest(ContactPoint, "changed_at", LATEST),
    CreditLine: _latest(CreditLine, "opened_at", LATEST),
    LimitDecision: _latest_of_each(LimitDecision, "kind", "decided_at"),
    LineEvent: _latest_of_each(LineEvent, "kind", "occurred_at"),
    SecurityEvent: _either(*_open_and_latest(SecurityEvent, "resolved_at")),
    Plan: _of_loans(Plan),
    Instalment: _of_loans(Instalment),
    SettlementQuote: _of_loans(SettlementQuote),
    ReserveDraw: _either(
        _of_loans(ReserveDraw), _latest(ReserveDraw, "drawn_at", LATEST, _of(ReserveDraw).loan_id.is_(None))
    ),
    Mandate: _latest_of_each(Mandate, "state", "signed_at"),
    PaymentInstruction: _either(*_INSTRUCTIONS),
    DebitRun: _of_loans(DebitRun),
    ChannelRecord: _either(*_RECORDS),
    SettlementLine: _own(SettlementLine, _of(SettlementLine).record_id.in_(_RECORD_IDS)),
    Posting: _of_loans(Posting),
    Hold: _either(*_open_and_latest(Hold, "released_at"), _of_instructions(Hold)),
    BureauReport: _of_loans(BureauReport),
    Incident: _either(
        select(TABLES[Incident]).where(_of(Incident).started_at >= RECENT).limit(MOST_ROWS),
        select(TABLES[Incident]).where(_of(Incident).ended_at.is_(None)).limit(MOST_ROWS),
        select(TABLES[Incident])
        .where(_of(Incident).started_at < RECENT)
        .order_by(_of(Incident).started_at.desc())
        .limit(LATEST),
    ),
    ShownBalance: _either(
        _of_loans(ShownBalance),
        _latest(ShownBalance, "shown_at", LATEST, _of(ShownBalance).loan_id.is_(None)),
    ),
    SettlementFile: select(TABLES[SettlementFile]).where(
        _of(SettlementFile).channel.in_(CHANNELS), _of(SettlementFile).covers_on.in_(DAYS)
    ),
}
BORROWER_ROW = select(TABLES[Borrower]).where(_of(Borrower).borrower_id == BORROWER)
