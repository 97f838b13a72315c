"""The bill: what is late, comes next, is owed in all, is under way and was paid; every figure a sum of rows."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from servicing.account.bill import Bill, bill
from servicing.diagnosis.views import Setting
from servicing.ledger.facts import facts_of
from tests.servicing.account.small import THRESHOLDS, repayment, setting
from tests.servicing.ledger.books import NOW as BOOKS_AT
from tests.servicing.ledger.books import healthy_lives, troubled_lives

PAID = {"status": "paid"}
NOTHING = Bill((), (), (), (), ())
MADE = {"made_at": "2026-11-20 01:00", "acknowledged_at": "2026-11-20 01:00", "instalment_id": "I1"}
TAKEN = {"instruction_id": "P1", "occurred_at": "2026-11-20 01:05"}


def due(found: Bill) -> dict[str, list[tuple[str, str, int]]]:
    """What is to be paid: reference, amount, days late."""
    rows = {"late": found.late, "coming": found.coming}
    return {
        name: [(each.instalment_id, str(each.amount.amount), each.days_late) for each in rows[name]] for name in rows
    }


def owed(found: Bill) -> list[str]:
    """What is owed in all."""
    return [f"{each.amount} {each.currency}" for each in found.owed]


def under_way(changes: dict[str, Any]) -> list[tuple[str, str]]:
    """The payments that are under way: reference and amount."""
    return [(each.reference, str(each.amount.amount)) for each in bill(setting(changes)).under_way]


def test_a_late_instalment_and_the_next_one() -> None:
    """One that is due today is not late until the day has ended; the one after it is not asked for yet."""
    found = bill(setting())
    assert due(found) == {"late": [("I1", "1030", 10)], "coming": [("I2", "1030", 0)]}
    assert (found.coming[0].due_on, found.coming[0].number, found.coming[0].loan_id) == (date(2026, 11, 20), 2, "N1")
    assert owed(found) == ["3030 CNY"]


def test_the_day_ends_where_the_borrower_lives() -> None:
    """At four in the afternoon in London it is tomorrow in Shanghai."""
    before, after = (bill(setting(now=datetime(2026, 11, 20, hour, 59, tzinfo=UTC))) for hour in (15, 16))
    assert [each.instalment_id for each in before.late] == ["I1"]
    assert [(each.instalment_id, each.days_late) for each in after.late] == [("I1", 11), ("I2", 1)]
    assert [each.instalment_id for each in after.coming] == ["I3"]


def test_who_owes_nothing_has_no_bill() -> None:
    """Neither without a loan nor with one that is paid off, whatever its instalments still say."""
    off = {"R2": repayment("3030", "2026-11-19 02:00")}
    assert bill(setting({"postings": {"R0": None, "R1": None}})) == NOTHING
    found = bill(setting({"postings": off}))
    assert (due(found), found.owed) == ({"late": [], "coming": []}, ())
    assert [each.posting_id for each in found.payments] == ["R2"]


def test_of_an_instalment_that_is_paid_in_part_the_rest_is_asked_for() -> None:
    """An automatic debit that found too little on the account must not be asked for twice."""
    found = bill(setting({"postings": {"R2": repayment("500", "2026-11-10 03:00", instalment_id="I1")}}))
    assert due(found)["late"] == [("I1", "530", 10)]
    assert owed(found) == ["2530 CNY"]


def booked(kind: str, amount: str, instalment: str = "I1") -> dict[str, str]:
    """A posting on an instalment, made lately."""
    return {"kind": kind, "amount": amount, "instalment_id": instalment, "posted_at": "2026-11-15 03:00"}


@pytest.mark.parametrize(
    ("postings", "left"),
    [
        pytest.param([booked("repayment", "-1030")], [], id="paid, and its status lags behind"),
        pytest.param([booked("repayment", "-1030"), booked("refund", "1030")], ["1030"], id="paid and taken back"),
        pytest.param([booked("repayment", "-2060")], [], id="paid twice"),
        pytest.param([booked("penalty", "12.50")], ["1042.50"], id="a penalty"),
        pytest.param([booked("waiver", "-30")], ["1000"], id="a waiver"),
        pytest.param([booked("interest", "30")], ["1030"], id="interest is in the plan"),
        pytest.param([booked("repayment", "-500", "I3")], ["1030"], id="paid on another one"),
    ],
)
def test_an_instalment_is_what_the_plan_asks_and_what_was_booked_on_it(
    postings: list[dict[str, str]], left: list[str]
) -> None:
    """The postings decide; the status of an instalment may lag behind."""
    rows = {f"R{number}": each for number, each in enumerate(postings, start=2)}
    assert [str(each.amount.amount) for each in bill(setting({"postings": rows})).late] == left


def test_a_plan_that_was_overtaken_asks_for_no_more_than_is_owed() -> None:
    """All but two was paid off early, and the old instalments are still in the books."""
    almost = {"R2": repayment("3028", "2026-11-19 02:00")}
    found = bill(setting({"postings": almost, "instalments": {"I1": PAID, "I2": PAID}}))
    assert (due(found)["coming"], owed(found)) == ([("I3", "2", 0)], ["2 CNY"])


def test_the_version_in_force_counts() -> None:
    """A newer plan replaces what falls due from then on; what was late before is still late."""
    newer = {
        "plans": {
            "PL2": {"version": 2, "made_at": "2026-11-15 02:00", "made_by": "staff", "reason": "due_date_change"}
        },
        "instalments": {
            "I2b": {"plan_id": "PL2", "number": 2, "due_on": "2026-11-28", "status": "scheduled"},
            "I3b": {"plan_id": "PL2", "number": 3, "due_on": "2026-12-28", "status": "scheduled"},
        },
    }
    assert due(bill(setting(newer))) == {"late": [("I1", "1030", 10)], "coming": [("I2b", "1030", 0)]}


def test_each_loan_has_its_own_next_instalment() -> None:
    """Two loans in two currencies are not added up."""
    second = {
        "loans": {"N2": {"currency": "EUR", "drawn_at": "2026-10-01 02:00"}},
        "plans": {"PL9": {"loan_id": "N2"}},
        "instalments": {
            "J1": {"loan_id": "N2", "plan_id": "PL9", "due_on": "2026-12-01", "currency": "EUR", "status": "scheduled"}
        },
        "postings": {
            "Q0": {
                "loan_id": "N2",
                "kind": "disbursement",
                "amount": "2000",
                "currency": "EUR",
                "posted_at": "2026-10-01 02:00",
            }
        },
    }
    found = bill(setting(second))
    assert due(found)["coming"] == [("I2", "1030", 0), ("J1", "1030", 0)]
    assert owed(found) == ["2000 EUR", "3030 CNY"]


def test_a_payment_that_was_taken_and_not_credited_is_under_way() -> None:
    """By the reference under which the borrower knows it."""
    on_its_way = {"payment_instructions": {"P1": MADE}, "channel_records": {"C1": TAKEN}}
    assert under_way(on_its_way) == [("P1", "1030")]
    assert under_way({"channel_records": {"C1": {**TAKEN, "instruction_id": None}}}) == [("C1", "1030")]


@pytest.mark.parametrize(
    "more",
    [
        {"channel_records": {"C1": {**TAKEN, "state": "pending"}}},
        {"channel_records": {"C1": {**TAKEN, "state": "failed", "failure_code": "card_limit"}}},
        {"channel_records": {"C1": {**TAKEN, "state": "returned"}}},
        {"channel_records": {"C1": TAKEN, "C2": {**TAKEN, "kind": "refund"}}},
        {"channel_records": {"C1": {**TAKEN, "payee": "7731"}}},
        {
            "channel_records": {"C1": TAKEN},
            "postings": {"R2": repayment("1030", "2026-11-20 02:00", instruction_id="P1", record_id="C1")},
        },
    ],
    ids=["not taken yet", "refused", "returned", "refunded", "sent to somebody else", "credited"],
)
def test_money_that_does_not_come_to_the_lender_is_not_under_way(more: dict[str, Any]) -> None:
    """Whoever reads "under way" waits for it."""
    assert under_way({"payment_instructions": {"P1": MADE}, **more}) == []


def test_the_last_payments_come_latest_first() -> None:
    """Three of them, as positive amounts, from settled loans as well; a waiver is none."""
    rows = {f"R{day}": repayment("10", f"2026-10-{day} 02:00", instalment_id="I3") for day in range(10, 15)}
    waived = {"R20": {"kind": "waiver", "amount": "-5", "posted_at": "2026-11-01 02:00"}}
    found = bill(setting({"postings": rows | waived}))
    assert [(each.posting_id, str(each.amount.amount)) for each in found.payments] == [
        ("R14", "10"),
        ("R13", "10"),
        ("R12", "10"),
    ]


def test_nobody_in_the_demo_is_asked_for_more_than_they_owe() -> None:
    """In any trouble: late instalments are a part of what is owed, except for interest that is not booked yet."""
    for life in [*healthy_lives(5), *troubled_lives(1)]:
        found = bill(Setting(facts_of(life.rows.values()), BOOKS_AT, THRESHOLDS))
        late = sum(each.amount.amount for each in found.late)
        assert late <= sum(each.amount for each in found.owed), life.borrower.borrower_id
