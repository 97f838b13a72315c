"""Half a book: without an optional table less is claimed, never something else, and what cannot be told is named."""

import pytest

from servicing.diagnosis.diagnosis import Diagnosis
from servicing.diagnosis.register import ALL_IS_WELL
from servicing.ledger.records import RECORDS
from tests.servicing.diagnosis.whole_lives import TROUBLES, Rows, said, struck

OPTIONAL = [record.table_name for record in RECORDS if record.optional]

# Nothing but the table shows the trouble: by all else the books are right, and they say so. The result still names the
# cause among those that cannot be told.
SHOWN_NOWHERE_ELSE = {
    # What is owed or free is right; only the borrower's screen was not.
    "shown_balances": {
        ("limit_mismatch", "display_error"),
        ("limit_mismatch", "view_lag"),
        ("payment_not_credited", "view_lag"),
        ("settled_shows_unpaid", "other_loan_open"),
        ("settled_shows_unpaid", "view_lag"),
    },
    # What was billed and credited is right; the borrower has another figure in mind.
    "settlement_quotes": {("amount_mismatch", "quote_expired")},
    "reserve_draws": {("amount_mismatch", "reserve_fund_usage")},
}


def without(rows: Rows, tables: list[str], symptom: str, subject: str) -> Diagnosis:
    """What is said where the lender's books lack these tables."""
    return said([row for row in rows if row.table_name not in tables], symptom, subject, tables)


def names(diagnosis: Diagnosis) -> set[str]:
    """What was found, the proof that nothing is wrong left out."""
    return {each.cause for each in diagnosis.found} - {ALL_IS_WELL}


@pytest.mark.parametrize("table", OPTIONAL)
def test_without_a_table_less_is_claimed_and_nothing_else(table: str) -> None:
    """A cause that rests on what an absent table does not say would be a guess."""
    wrong = []
    for symptom, cause in TROUBLES:
        subject, rows = struck(symptom, cause)
        found = names(without(rows, [table], symptom, subject))
        if not found <= names(said(rows, symptom, subject)):
            wrong.append((symptom, cause, found))
    assert wrong == []


@pytest.mark.parametrize("table", OPTIONAL)
def test_a_trouble_that_cannot_be_told_any_more_is_named_with_the_table(table: str) -> None:
    """It is not ruled out, and the lender reads which table would tell; "nothing wrong" only where that is all."""
    wrong = []
    for symptom, cause in TROUBLES:
        subject, rows = struck(symptom, cause)
        diagnosis = without(rows, [table], symptom, subject)
        missing = {asked.missing for each in diagnosis.untold if each.cause == cause for asked in each.trace}
        if cause not in names(diagnosis) and not (table in missing and _is_honest(diagnosis, table, (symptom, cause))):
            wrong.append((symptom, cause, diagnosis.verdict, missing))
    assert wrong == []


def _is_honest(diagnosis: Diagnosis, table: str, trouble: tuple[str, str]) -> bool:
    shown_nowhere_else = trouble in SHOWN_NOWHERE_ELSE.get(table, ())
    return diagnosis.verdict == ("nothing_wrong" if shown_nowhere_else else "unexplained")


def test_the_barest_books_claim_nothing_else() -> None:
    """A lender may begin with the tables that are needed, and no others."""
    wrong = []
    for symptom, cause in TROUBLES:
        subject, rows = struck(symptom, cause)
        found = names(without(rows, OPTIONAL, symptom, subject))
        if not found <= names(said(rows, symptom, subject)):
            wrong.append((symptom, cause, found))
    assert wrong == []
