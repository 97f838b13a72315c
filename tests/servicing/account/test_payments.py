"""Did my payment arrive: one small ledger for each place where a payment can stand."""

from typing import Any

import pytest

from servicing.account.payments import STATES, Standing, payments
from tests.servicing.account.small import repayment, setting

MADE = {"made_at": "2026-11-20 01:00", "acknowledged_at": "2026-11-20 01:00", "instalment_id": "I1"}
TAKEN = {"instruction_id": "P1", "occurred_at": "2026-11-20 01:05"}
BOOKED = repayment("1030", "2026-11-20 02:00", instruction_id="P1", record_id="C1")
BACK = {"kind": "refund", "amount": "1030", "instruction_id": "P1", "posted_at": "2026-11-20 03:00"}
REVIEW = {"kind": "payment_review", "instruction_id": "P1", "placed_at": "2026-11-20 01:10"}

QUICK = {"channel": "quick_pay"}

# What is changed in the payment P1, the debit C1, the postings and the holds, and what comes of it.
PLACES: dict[str, dict[str, Any]] = {
    "posted": {"postings": {"R2": BOOKED}},
    "posted_in_part": {"postings": {"R2": {**BOOKED, "amount": "-500"}}},
    "booked_back": {"postings": {"R2": BOOKED, "R3": BACK}},
    "sent_elsewhere": {"debit": {"payee": "7731"}},
    "coming_back": {"debit": {"state": "returned"}},
    "held": {"holds": {"H1": {**REVIEW, "due_at": "2026-11-21 01:00"}}},
    "on_its_way": {"made": QUICK, "debit": {**QUICK, "occurred_at": "2026-11-20 02:30"}},
    "past_its_window": {"debit": {"occurred_at": "2026-11-18 01:05"}},
    "refused": {"debit": {"state": "failed", "failure_code": "card_limit"}},
    "at_the_bank": {"debit": {"state": "pending"}},
    "awaiting_verification": {
        "made": {"state": "awaiting_verification", "expires_at": "2026-11-20 05:00"},
        "debit": None,
    },
    "expired": {"made": {"state": "expired"}, "debit": None},
    "failed": {"made": {"state": "failed"}, "debit": None},
    "queued": {"made": {"state": "queued"}, "debit": None},
    "never_received": {"made": {"state": "attempted", "acknowledged_at": None}, "debit": None},
}
DUE = {
    "on_its_way": "2026-11-20 04:30",
    "past_its_window": "2026-11-19 01:05",
    "held": "2026-11-21 01:00",
    "awaiting_verification": "2026-11-20 05:00",
}


def only(change: dict[str, Any]) -> Standing:
    """The one payment with these changes."""
    debit = change.get("debit", {})
    books = {
        "payment_instructions": {"P1": {**MADE, **change.get("made", {})}},
        "channel_records": {"C1": None if debit is None else {**TAKEN, **debit}},
        "postings": change.get("postings", {}),
        "holds": change.get("holds", {}),
    }
    (found,) = payments(setting(books))
    return found


@pytest.mark.parametrize("state", PLACES)
def test_where_a_payment_stands(state: str) -> None:
    """By code, with the time by which the next thing is due where a rule or a row says so."""
    found = only(PLACES[state])
    due_by = f"{found.due_by:%Y-%m-%d %H:%M}" if found.due_by else None
    assert (found.state, found.reference, due_by) == (state, "P1", DUE.get(state))
    assert "P1" in [each.reference for each in found.entries]


def test_every_state_is_shown() -> None:
    """One that no ledger leads to would be a word that nobody reads."""
    assert [state for state, _ in STATES if state not in PLACES] == []


def test_what_a_channel_kept_is_not_missing() -> None:
    """Two of fee: 1028 arrived and are credited."""
    change = {"debit": {"fee": "2"}, "postings": {"R2": {**BOOKED, "amount": "-1028"}}}
    assert only(change).state == "posted"


def test_the_rows_behind_it_are_named() -> None:
    """Instruction, debit and posting, and since when it stands so."""
    found = only(PLACES["posted"])
    assert [each.reference for each in found.entries] == ["P1", "C1", "R2"]
    assert (f"{found.since:%H:%M}", found.number, found.loan_id) == ("02:00", 1, "N1")


def test_a_payment_that_no_instruction_explains_is_one_too() -> None:
    """Paid at a counter: known by the channel's reference."""
    books = {"channel_records": {"C9": {"occurred_at": "2026-11-20 01:05", "loan_id": "N1"}}}
    (found,) = payments(setting(books))
    assert (found.reference, found.state, found.loan_id) == ("C9", "on_its_way", "N1")


def test_an_instalment_that_nobody_paid_is_no_payment() -> None:
    """It is due, and that is what the bill says."""
    assert payments(setting()) == ()
