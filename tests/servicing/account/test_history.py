"""The repayment history: the newest first, page by page, nothing twice and nothing lost."""

from typing import Any

import pytest

from servicing.account.history import PAGE, History, history
from tests.servicing.account.small import repayment, setting

COUNT = 2 * PAGE + 1
ROWS: dict[str, Any] = {
    f"Q{number:02d}": repayment("10", f"2026-{1 + number // 2:02d}-1{number % 2} 02:00", instalment_id="I1")
    for number in range(COUNT)
}


def of(changes: dict[str, Any] | None = None, **asked: Any) -> History:
    """The history of the small account with many repayments."""
    return history(setting({"postings": {**ROWS, **(changes or {})}}), **asked)


def references(found: History) -> list[str]:
    """What is on the page."""
    return [each.posting_id for each in found.rows]


def test_pages_follow_each_other_the_newest_first() -> None:
    """Together they are all repayments, each once."""
    pages = [of(page=number) for number in range(1, 4)]
    assert [len(each.rows) for each in pages] == [PAGE, PAGE, 1]
    assert [each for page in pages for each in references(page)] == sorted(ROWS, reverse=True)
    assert {(each.pages, each.count, str(each.totals[0].amount)) for each in pages} == {(3, COUNT, f"{COUNT}0")}


@pytest.mark.parametrize("page", [0, -1, 4, 9999])
def test_a_page_that_there_is_not_is_empty(page: int) -> None:
    """And the sums stay what they are."""
    found = of(page=page)
    assert (found.rows, found.count) == ((), COUNT)


def test_only_repayments_are_history() -> None:
    """A waiver, a refund or a penalty is no payment of the borrower's."""
    more = {
        f"W{place}": {"kind": kind, "amount": "-5", "posted_at": "2026-11-01 02:00"}
        for place, kind in enumerate(("waiver", "adjustment"))
    }
    assert of(more).count == COUNT


def test_of_the_last_months_alone() -> None:
    """A day counts where the borrower lives: two months before the 20th of November begin on the 21st of September."""
    edge = {
        "E1": repayment("1", "2026-09-20 15:59"),
        "E2": repayment("1", "2026-09-20 16:00"),
    }
    found = history(setting({"postings": edge}), months=2)
    assert references(found) == ["E2"]


def test_of_one_loan_alone() -> None:
    """Another loan's repayments are left out."""
    other = {"N2": {"drawn_at": "2026-10-01 02:00"}}
    rows = {"A": repayment("1", "2026-11-01 02:00"), "B": repayment("2", "2026-11-02 02:00", loan_id="N2")}
    found = history(setting({"loans": other, "postings": rows}), loan="N2")
    assert references(found) == ["B"]


def test_a_row_says_what_it_went_to() -> None:
    """Amounts as the borrower knows them; the instalment, the channel and the entry."""
    debit = {"C1": {"occurred_at": "2026-11-01 02:00", "channel": "card"}}
    row = repayment(
        "1030", "2026-11-02 02:00", instalment_id="I1", record_id="C1", principal="-1000", interest="-25", fees="-5"
    )
    (found,) = history(setting({"channel_records": debit, "postings": {"R2": row}})).rows
    amounts = [str(each.amount) for each in (found.amount, found.principal, found.interest, found.fees)]
    assert (amounts, found.number, found.channel) == (["1030", "1000", "25", "5"], 1, "card")
    assert found.entry.reference == "R2"


def test_two_currencies_are_not_added_up() -> None:
    """Each has a sum of its own: one loan is in yuan, the other in euros."""
    other = {"N2": {"drawn_at": "2026-10-01 02:00", "currency": "EUR"}}
    second = repayment("2", "2026-11-02 02:00", loan_id="N2", currency="EUR")
    found = history(setting({"loans": other, "postings": {"A": repayment("1", "2026-11-01 02:00"), "B": second}}))
    assert sorted(f"{each.amount} {each.currency}" for each in found.totals) == ["1 CNY", "2 EUR"]


def test_an_automatic_debit_has_the_time_at_which_it_ran() -> None:
    """Three hours after it was scheduled; a run that has not run, and a payment by hand, have no such time."""
    runs = {
        "D1": {"scheduled_at": "2026-11-10 00:00", "ran_at": "2026-11-10 03:00", "instruction_id": "P1"},
        "D2": {"scheduled_at": "2026-11-11 00:00", "instruction_id": "P2"},
    }
    rows = {
        f"R{number}": repayment("10", f"2026-11-1{number} 05:00", instruction_id=f"P{number}") for number in (1, 2, 3)
    }
    at = {"instalment_id": "I1", "state": "succeeded"}
    found = history(setting({"debit_runs": {name: {**at, **run} for name, run in runs.items()}, "postings": rows}))
    assert {each.posting_id: str(each.ran_at) for each in found.rows} == {
        "R1": "2026-11-10 03:00:00+00:00",
        "R2": "None",
        "R3": "None",
    }
