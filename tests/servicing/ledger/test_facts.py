"""Facts: rows by what they name, looked through once, and never those of other facts."""

from dataclasses import replace

from servicing.ledger.rows import Rows
from tests.small_ledger import facts_from

FACTS = facts_from(
    {
        "postings": [
            {"posting_id": "R1", "loan_id": "N1", "kind": "repayment", "amount": "-10", "posted_at": "2026-11-01"},
            {"posting_id": "R2", "loan_id": "N2", "kind": "repayment", "amount": "-20", "posted_at": "2026-11-02"},
            {"posting_id": "R3", "loan_id": "N1", "kind": "repayment", "amount": "-30", "posted_at": "2026-11-03"},
        ]
    }
)


def test_rows_are_found_by_what_they_name() -> None:
    """In the order of the facts; a loan without any, and a table without any, have none."""
    of_loan = FACTS.postings.by("loan_id")
    assert [each.posting_id for each in of_loan["N1"]] == ["R1", "R3"]
    assert of_loan["N9"] == ()
    assert "N9" not in of_loan, "asking adds nothing"
    assert FACTS.holds.by("loan_id")["N1"] == ()


def test_what_is_found_belongs_to_these_facts() -> None:
    """Facts with other rows must not answer with the rows of those that they were made from."""
    FACTS.postings.by("loan_id")
    fewer = replace(FACTS, postings=Rows(FACTS.postings[:1]))
    assert [each.posting_id for each in fewer.postings.by("loan_id")["N1"]] == ["R1"]
    assert replace(FACTS) == FACTS
