"""The loan list: what is left of each, and where the entries and the mark contradict each other."""

from typing import Any

import pytest

from servicing.account.loans import LoanRow, loans, older_may_be_missing
from servicing.ledger.slices import SETTLED_LOANS
from tests.servicing.account.small import repayment, setting

OFF = {"R2": repayment("3030", "2026-11-19 02:00")}
SETTLED = {"N1": {"status": "settled"}}


def only(changes: dict[str, Any]) -> LoanRow:
    """The one loan."""
    (found,) = loans(setting(changes))
    return found


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({}, "open"),
        ({"postings": OFF, "loans": SETTLED}, "settled"),
        ({"postings": OFF}, "paid_not_marked"),
        ({"loans": SETTLED}, "marked_not_paid"),
        ({"loans": {"N1": {"status": "pending"}}, "postings": {"R0": None, "R1": None}}, "pending"),
        ({"loans": {"N1": {"status": "failed"}}, "postings": {"R0": None, "R1": None}}, "failed"),
        ({"postings": {"R0": None, "R1": None}}, "open"),
    ],
)
def test_the_mark_is_compared_with_the_entries(changes: dict[str, Any], standing: str) -> None:
    """A loan is called settled only where both say so."""
    assert only(changes).standing == standing


def test_what_is_left_of_an_open_loan() -> None:
    """Three instalments, the first overdue; 3030 owed, of it 3000 principal."""
    found = only({})
    assert (str(found.owed.amount), str(found.principal_left.amount), found.instalments_left) == ("3030", "3000", 3)
    assert (str(found.next_due), str(found.last_due)) == ("2026-11-10", "2026-12-20")
    assert [each.reference for each in found.entries] == ["N1"]


def test_a_loan_that_is_paid_off_names_what_paid_it_off() -> None:
    """With the day; no instalment of it is left, whatever they still say."""
    found = only({"postings": OFF, "loans": SETTLED})
    assert (found.instalments_left, found.next_due, str(found.settled_at)) == (0, None, "2026-11-19 02:00:00+00:00")
    assert [each.reference for each in found.entries] == ["N1", "R2"]


def test_what_is_owed_stands_first() -> None:
    """A loan drawn later on which nothing is owed comes after."""
    later = {"N2": {"drawn_at": "2026-10-01 02:00", "status": "settled"}}
    assert [each.loan_id for each in loans(setting({"loans": later}))] == ["N1", "N2"]


@pytest.mark.parametrize(("settled", "may_be_missing"), [(SETTLED_LOANS - 1, False), (SETTLED_LOANS, True)])
def test_settled_loans_that_were_not_read_may_be_missing(settled: int, may_be_missing: bool) -> None:
    """Once there are as many as the door reads; open loans are all read, however many."""
    rows = {f"S{number}": {"drawn_at": "2025-01-01 02:00", "status": "settled"} for number in range(settled)}
    more = {f"M{number}": {"drawn_at": "2026-10-01 02:00"} for number in range(SETTLED_LOANS)}
    assert older_may_be_missing(loans(setting({"loans": {**rows, **more}}))) is may_be_missing
