"""One matter is heard once: a cause that tells of another's payment takes its place, and of no other payment's."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from servicing.diagnosis.examine import examine
from servicing.diagnosis.register import every_file, symptoms
from servicing.diagnosis.story import Story
from servicing.diagnosis.thresholds import load
from servicing.diagnosis.views import Setting
from tests.small_ledger import Books, changed, facts_from

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
THRESHOLDS = load()

REFUSED: Books = {
    "instalments": [{"instalment_id": "I1", "due_on": "2026-11-20"}],
    "mandates": [{"mandate_id": "M1"}],
    "payment_instructions": [
        {
            "instruction_id": "P1",
            "instalment_id": "I1",
            "purpose": "auto_debit",
            "channel": "auto_debit",
            "made_at": "2026-11-20 01:00",
            "acknowledged_at": "2026-11-20 01:00",
            "state": "failed",
        }
    ],
    "debit_runs": [
        {
            "run_id": "D1",
            "instalment_id": "I1",
            "mandate_id": "M1",
            "instruction_id": "P1",
            "scheduled_at": "2026-11-20 01:00",
            "ran_at": "2026-11-20 01:00",
            "state": "failed",
            "failure_code": "insufficient_funds",
        }
    ],
    "channel_records": [
        {
            "record_id": "C1",
            "instruction_id": "P1",
            "channel": "auto_debit",
            "state": "failed",
            "failure_code": "insufficient_funds",
            "occurred_at": "2026-11-20 01:01",
        }
    ],
}
CLOSED_CARD: Mapping[str, Any] = {
    "debit_runs": {"D1": {"failure_code": "card_closed"}},
    "channel_records": {"C1": {"failure_code": "card_closed"}},
}
ALSO_BY_HAND: Mapping[str, Any] = {
    "payment_instructions": {
        "P2": {
            "instalment_id": "I1",
            "channel": "card",
            "made_at": "2026-11-20 05:00",
            "acknowledged_at": "2026-11-20 05:00",
            "state": "failed",
        }
    },
    "channel_records": {
        "C2": {
            "instruction_id": "P2",
            "channel": "card",
            "state": "failed",
            "failure_code": "card_limit",
            "occurred_at": "2026-11-20 05:01",
        }
    },
}

AT_A_COUNTER: Books = {
    "instalments": [{"instalment_id": "I1", "due_on": "2026-12-10", "status": "scheduled"}],
    "channel_records": [{"record_id": "C1", "channel": "counter", "amount": "3000", "occurred_at": "2026-11-12 03:00"}],
    "postings": [{"posting_id": "R0", "kind": "disbursement", "amount": "3000", "posted_at": "2026-08-20 02:00"}],
}
THIS_MORNING: Mapping[str, Any] = {"channel_records": {"C1": {"occurred_at": "2026-11-20 03:00"}}}
ANOTHER_ON_ITS_WAY: Mapping[str, Any] = {
    "loans": {"N2": {"principal": "5000"}},
    "instalments": {"I2": {"loan_id": "N2", "plan_id": "L2-1", "due_on": "2026-11-20"}},
    "payment_instructions": {
        "P2": {
            "loan_id": "N2",
            "instalment_id": "I2",
            "made_at": "2026-11-20 08:00",
            "acknowledged_at": "2026-11-20 08:00",
        }
    },
    "channel_records": {"C2": {"instruction_id": "P2", "occurred_at": "2026-11-20 08:01"}},
    "postings": {
        "R1": {"loan_id": "N2", "kind": "disbursement", "amount": "5000", "posted_at": "2026-08-20 02:00"},
    },
}


def _story(books: Books, symptom: str, *changes: Mapping[str, Any], subject: str | None = None) -> Story:
    for each in changes:
        books = changed(books, each)
    return examine(Setting(facts_from(books), NOON, THRESHOLDS), symptom, subject).story


def _told(story: Story) -> list[str]:
    return [each.found.cause for each in (*story.chapters, *story.beside) if not each.found.quiet]


@pytest.mark.parametrize("symptom", ["auto_debit_problem", "payment_not_credited", "limit_mismatch"])
def test_a_deduction_for_want_of_money_is_heard_once(symptom: str) -> None:
    """That its payment failed is no second matter, whatever was asked."""
    assert _told(_story(REFUSED, symptom)) == ["auto_debit_insufficient"]


@pytest.mark.parametrize("symptom", ["auto_debit_problem", "payment_not_credited", "limit_mismatch"])
def test_a_deduction_from_a_closed_card_is_heard_once(symptom: str) -> None:
    """The closed card is why its payment failed."""
    assert _told(_story(REFUSED, symptom, CLOSED_CARD)) == ["auto_debit_wrong_source"]


def test_a_payment_by_hand_that_was_refused_as_well_is_told_too() -> None:
    """It is another payment, with a reason of its own."""
    story = _story(REFUSED, "auto_debit_problem", ALSO_BY_HAND)
    assert sorted(_told(story)) == ["auto_debit_insufficient", "payment_failed"]
    subjects = [each.subject.ref for each in (*story.chapters, *story.beside) if each.subject]
    assert "P2" in subjects
    assert "P1" not in subjects


def test_a_refused_payment_by_hand_alone_is_told_of_as_such() -> None:
    """Without a deduction there is nothing that would tell of it."""
    by_hand = changed({"instalments": REFUSED["instalments"]}, ALSO_BY_HAND)
    assert _told(_story(by_hand, "payment_not_credited")) == ["payment_failed"]


@pytest.mark.parametrize("symptom", ["settled_shows_unpaid", "payment_not_credited", "limit_mismatch"])
@pytest.mark.parametrize("changes", [{}, THIS_MORNING], ids=["missing", "on its way"])
def test_a_payment_elsewhere_that_settled_a_loan_is_heard_once(symptom: str, changes: Mapping[str, Any]) -> None:
    """Which loan it settled says more than that it has not come yet."""
    assert _told(_story(AT_A_COUNTER, symptom, changes)) == ["off_channel_payment"]


def test_a_payment_elsewhere_that_settles_nothing_is_told_as_missing() -> None:
    """Nothing else tells of it."""
    of_another_amount = {"channel_records": {"C1": {"amount": "900"}}}
    assert _told(_story(AT_A_COUNTER, "payment_not_credited", of_another_amount)) == ["settlement_missing"]


@pytest.mark.parametrize(("symptom", "subject"), [("settled_shows_unpaid", "N1"), ("payment_not_credited", "P2")])
def test_another_payment_on_its_way_is_told_beside_one_that_settled_a_loan(symptom: str, subject: str) -> None:
    """They are two payments."""
    story = _story(AT_A_COUNTER, symptom, ANOTHER_ON_ITS_WAY, subject=subject)
    assert sorted(_told(story)) == ["in_clearing", "off_channel_payment"]


def test_a_permission_given_too_late_is_told_whatever_was_asked() -> None:
    """Who gave it after the due day may wait for it to take what is open; who never gave one pays by hand."""
    signed_after = {"instalments": [{"instalment_id": "I1", "due_on": "2026-11-17", "status": "overdue"}]}
    never = _story(signed_after, "payment_not_credited")
    assert _told(never) == ["never_received"]
    since = {**signed_after, "mandates": [{"mandate_id": "M1", "signed_at": "2026-11-18 09:00"}]}
    assert _told(_story(since, "payment_not_credited")) == ["auto_debit_disabled", "never_received"]
    paid = {
        "instalments": {"I1": {"status": "paid"}},
        "postings": {"R1": {"kind": "repayment", "instalment_id": "I1", "amount": "-1030", "posted_at": "2026-11-18"}},
    }
    assert "auto_debit_disabled" not in _told(_story(since, "limit_mismatch", paid))


def test_what_a_cause_tells_of_is_a_cause() -> None:
    """A misspelt name would let both be told, and nobody would notice."""
    names = {cause for _, cause in every_file()}
    for each in symptoms().values():
        for name, cause in each.causes.items():
            assert set(cause.tells_of) <= names - {name}
