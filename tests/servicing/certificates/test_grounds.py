"""What a certificate may say: only what entries and mark say together, and nothing of anybody's name."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from servicing.certificates.certificate import Draft
from servicing.certificates.grounds import Refusal, repayment, repayments, settlement
from tests.servicing.account import small
from tests.servicing.account.small import NOW, setting

PAID = small.repayment("1030", "2026-11-10 03:00", instruction_id="P1", record_id="C1", instalment_id="I1")
OFF = {"R2": PAID, "R3": small.repayment("2000", "2026-11-19 02:00")}
SETTLED = {"postings": OFF, "loans": {"N1": {"status": "settled"}}}
BACK = {"kind": "refund", "amount": "1030", "instruction_id": "P1", "posted_at": "2026-11-12 03:00"}


def told(found: Draft | Refusal) -> dict[str, Any]:
    """What a draft says; it is one."""
    assert isinstance(found, Draft), found
    return found.says


def reason(found: Draft | Refusal) -> str:
    """Why there is none."""
    assert isinstance(found, Refusal), found
    return found.reason


def test_a_settled_loan_is_certified_with_its_entries() -> None:
    """Every repayment with reference, time, amount and instalment; the sums; the moment it came to nothing."""
    says = told(settlement(setting(SETTLED), "N1"))
    assert [(each["reference"], each["amount"]["$money"][0], each["number"]) for each in says["entries"]] == [
        ("R2", "1030", 1),
        ("R3", "2000", None),
    ]
    assert (says["loan"], says["principal"], says["paid"], says["owed"]) == (
        "N1",
        {"$money": ["3000", "CNY"]},
        {"$money": ["3030", "CNY"]},
        {"$money": ["0", "CNY"]},
    )
    assert says["settled_at"] == {"$moment": "2026-11-19T02:00:00+00:00"}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, "still_owed"),
        ({"loans": {"N1": {"status": "settled"}}}, "still_owed"),
        ({"postings": OFF}, "not_marked"),
        ({**SETTLED, "postings": {**OFF, "R4": small.repayment("1", "2026-11-19 03:00")}}, "overpaid"),
        ({**SETTLED, "postings": {**OFF, "R3": {**OFF["R3"], "currency": "EUR"}}}, "two_currencies"),
        ({"loans": {"N1": {"status": "failed"}}}, "not_drawn"),
        ({"loans": {"N1": {"status": "settled"}}, "postings": {"R0": None, "R1": None}}, "nothing_repaid"),
    ],
)
def test_without_entries_and_mark_there_is_no_certificate(changes: dict[str, Any], why: str) -> None:
    """The mark alone is not enough, nor are the entries; the reason is said instead."""
    assert reason(settlement(setting(changes), "N1")) == why


def test_what_is_owed_is_said_with_the_refusal() -> None:
    """So that the borrower knows what is missing."""
    found = settlement(setting(), "N1")
    assert isinstance(found, Refusal)
    assert str(found.owed and found.owed.amount) == "3030"


def test_one_payment_is_proved_by_its_posting() -> None:
    """With the channel's own reference, by which a bank finds it."""
    says = told(repayment(setting({"postings": OFF}), "R2"))
    (row,) = says["entries"]
    assert (row["reference"], row["record"], says["loan"]) == ("R2", "C1", "N1")


@pytest.mark.parametrize(("postings", "why"), [(OFF, "no_such_payment"), ({**OFF, "R9": BACK}, "booked_back")])
def test_a_payment_that_is_not_there_or_was_taken_back_is_not_proved(postings: dict[str, Any], why: str) -> None:
    """Interest is no payment; nor is a repayment that a refund has taken back."""
    asked = "R1" if why == "no_such_payment" else "R2"
    assert reason(repayment(setting({"postings": postings}), asked)) == why


def test_all_repayments_of_a_loan_by_a_moment() -> None:
    """Those that came later are left out, and so is one that was taken back."""
    where = setting({"postings": {**OFF, "R9": BACK}})
    assert [each["reference"] for each in told(repayments(where, "N1", NOW))["entries"]] == ["R3"]
    assert reason(repayments(where, "N1", datetime(2026, 11, 18, tzinfo=UTC))) == "nothing_repaid"


@pytest.mark.parametrize("reference", ["N9", "", "b1"])
def test_a_loan_of_nobody_or_of_somebody_else_is_none(reference: str) -> None:
    """The books hold only the borrower's own."""
    assert reason(settlement(setting(SETTLED), reference)) == "no_such_loan"
    assert reason(repayments(setting(SETTLED), reference, NOW)) == "no_such_loan"
    assert reason(repayment(setting(SETTLED), reference)) == "no_such_payment"


def test_it_can_be_kept_as_json() -> None:
    """And says no name but the one that the books call the borrower by."""
    says = told(settlement(setting(SETTLED), "N1"))
    assert json.loads(json.dumps(says)) == says
    assert says["called"] == setting().facts.borrower.called
