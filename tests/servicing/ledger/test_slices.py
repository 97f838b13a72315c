"""What is in question is read, and read whole; what is not stays out, however long the history."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from servicing.ledger.door import open_door
from servicing.ledger.fields import Record
from servicing.ledger.records import (
    RECORDS,
    BureauReport,
    ChannelRecord,
    Instalment,
    LimitDecision,
    Loan,
    PaymentInstruction,
    Posting,
    ShownBalance,
)
from servicing.ledger.slices import LATEST, SETTLED_LOANS
from servicing.ledger.writing import write_books
from tests.servicing.ledger.books import NOW, small_books
from tests.small_ledger import row_from

ROWS = small_books()


def test_a_settled_loan_is_read_when_something_names_it(tmp_path: Path) -> None:
    """A long history has old loans that no question of today is about; the rest is read whole, never in part."""
    address = f"sqlite:///{tmp_path}/ledger.db"
    rows = [*ROWS, *(row for number in range(20) for row in an_old_loan(number))]
    named = {f"OLD-{number}": row for number, row in enumerate(WHAT_NAMES_A_LOAN)}
    write_books(address, [*rows, *(replace(row, loan_id=loan) for loan, row in named.items())], RECORDS)
    facts = open_door(address).facts("B0001", NOW)
    old = {each.loan_id for each in facts.loans if each.loan_id.startswith("OLD-")}
    settled_last = [f"OLD-{number}" for number in range(20)][-SETTLED_LOANS + 1 :]
    assert old == {*named, *settled_last}, "and the one settled loan that B0001 had already"
    assert {each.loan_id for each in facts.postings} == {each.loan_id for each in facts.loans}
    for loan in old:
        assert sum(each.posting_id.startswith(f"{loan}-") for each in facts.postings) == 3


def an_old_loan(number: int) -> Iterator[Record]:
    """A loan of B0001 that was settled years ago: drawn, charged and repaid. The higher its number, the later."""
    loan = next(row for row in ROWS if isinstance(row, Loan) and row.borrower_id == "B0001")
    drawn = NOW - timedelta(days=3000 - 30 * number)
    settled = drawn + timedelta(days=20)
    old = replace(loan, loan_id=f"OLD-{number}", status="settled", drawn_at=drawn, settled_at=settled)
    posting = replace(A_POSTING, borrower_id="B0001", loan_id=old.loan_id, instalment_id=None, posted_at=drawn)
    yield old
    yield from (replace(posting, posting_id=f"{old.loan_id}-{each}") for each in range(3))


A_POSTING = next(row for row in ROWS if isinstance(row, Posting) and row.borrower_id == "B0001")
WHAT_NAMES_A_LOAN: tuple[Any, ...] = tuple(
    row_from(record, {"borrower_id": "B0001", **columns}, number=900)
    for record, columns in (
        (ShownBalance, {"amount": "0.01", "as_of": "2020-01-01", "currency": "CNY"}),
        (BureauReport, {"month": "2022-01-01", "reported_at": "2022-02-01", "standing": "late"}),
        (Instalment, {"due_on": "2020-02-01", "status": "overdue"}),
        (PaymentInstruction, {"made_at": "2026-11-01"}),
        (ChannelRecord, {"occurred_at": "2026-11-01"}),
        (Posting, {"kind": "repayment", "amount": "-1", "posted_at": "2026-11-01"}),
    )
)


def test_a_loan_that_is_asked_for_is_read_whole(tmp_path: Path) -> None:
    """A certificate is about a loan of long ago; somebody else's loan is not read whoever asks for it."""
    address = f"sqlite:///{tmp_path}/ledger.db"
    theirs = next(row.loan_id for row in ROWS if isinstance(row, Loan) and row.borrower_id == "B0002")
    write_books(address, [*ROWS, *(row for number in range(20) for row in an_old_loan(number))], RECORDS)
    facts = open_door(address).facts("B0001", NOW, loans=("OLD-3", theirs, "nothing"))
    assert [each.posting_id for each in facts.postings if each.loan_id == "OLD-3"] == ["OLD-3-0", "OLD-3-1", "OLD-3-2"]
    assert {each.borrower_id for each in facts.loans} == {"B0001"}


def test_a_frequent_decision_does_not_push_out_a_rare_one(tmp_path: Path) -> None:
    """A line closed years ago must not seem closed without a decision because its limit is looked at daily."""
    address = f"sqlite:///{tmp_path}/ledger.db"
    keep = next(row for row in ROWS if isinstance(row, LimitDecision) and row.borrower_id == "B0001")
    close = replace(keep, decision_id="CLOSE", kind="close", decided_at=NOW - timedelta(days=3000))
    daily = (
        replace(keep, decision_id=f"D-{day}", kind="keep", decided_at=NOW - timedelta(days=day)) for day in range(2000)
    )
    write_books(address, [*ROWS, close, *daily], RECORDS)
    decisions = open_door(address).facts("B0001", NOW).limit_decisions
    assert close in decisions
    assert sum(each.kind == "keep" for each in decisions) == LATEST


def test_an_old_debit_is_read_while_nothing_books_it(tmp_path: Path) -> None:
    """A transfer made years ago and never linked may explain what is still owed; a booked one explains nothing."""
    address = f"sqlite:///{tmp_path}/ledger.db"
    debit = next(row for row in ROWS if isinstance(row, ChannelRecord) and row.borrower_id == "B0001")
    old = replace(debit, instruction_id=None, loan_id=None, kind="debit", occurred_at=NOW - timedelta(days=2000))
    booked, free = replace(old, record_id="BOOKED"), replace(old, record_id="FREE")
    posting = replace(A_POSTING, posting_id="R-BOOKED", loan_id="OLD-1", record_id="BOOKED", posted_at=old.occurred_at)
    write_books(
        address,
        [*ROWS, *(row for number in range(20) for row in an_old_loan(number)), booked, free, posting],
        RECORDS,
    )
    records = open_door(address).facts("B0001", NOW).channel_records
    assert {each.record_id for each in records} & {"BOOKED", "FREE"} == {"FREE"}


def test_the_instruction_that_a_debit_names_is_read_with_it(tmp_path: Path) -> None:
    """However old it is, and though it names no loan: the debit must not look as if nobody had asked for it."""
    address = f"sqlite:///{tmp_path}/ledger.db"
    instruction = next(row for row in ROWS if isinstance(row, PaymentInstruction) and row.borrower_id == "B0001")
    old = replace(
        instruction, instruction_id="P-OLD", loan_id=None, instalment_id=None, made_at=NOW - timedelta(days=2000)
    )
    debit = next(row for row in ROWS if isinstance(row, ChannelRecord) and row.borrower_id == "B0001")
    late = replace(
        debit,
        record_id="C-LATE",
        kind="debit",
        loan_id=None,
        instruction_id="P-OLD",
        occurred_at=NOW - timedelta(days=3),
    )
    write_books(address, [*ROWS, old, late], RECORDS)
    facts = open_door(address).facts("B0001", NOW)
    assert late in facts.channel_records
    assert old in facts.payment_instructions
