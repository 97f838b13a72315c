"""The limit: what it is, what takes it up, what is left, and the last decision that stands."""

from typing import Any

import pytest

from servicing.account.limit import Limit, limits
from tests.servicing.account.small import setting

RELEASE = {"kind": "limit_release", "line_id": "L1", "amount": "400", "placed_at": "2026-11-19 02:00"}
DECIDED = {"kind": "lower", "reason": "score", "limit_after": "8000", "decided_at": "2026-11-10 02:00"}


def line(changes: dict[str, Any] | None = None) -> Limit:
    """The one line."""
    (found,) = limits(setting(changes))
    return found


def figures(found: Limit) -> list[str]:
    """Limit, outstanding, held and available."""
    return [str(each.amount) for each in (found.total_limit, found.outstanding, found.held, found.available)]


def test_what_is_available_is_the_arithmetic_of_the_books() -> None:
    """The principal alone takes up limit: 30 of interest do not."""
    assert figures(line()) == ["10000", "3000", "0", "7000"]
    assert (line().status, line().decision) == ("open", None)


def test_a_hold_takes_up_limit_until_it_is_released() -> None:
    """A payment under review takes up none."""
    assert figures(line({"holds": {"H1": RELEASE}})) == ["10000", "3000", "400", "6600"]
    assert figures(line({"holds": {"H1": {**RELEASE, "released_at": "2026-11-19 03:00"}}}))[2:] == ["0", "7000"]
    assert figures(line({"holds": {"H1": {**RELEASE, "kind": "payment_review"}}}))[2:] == ["0", "7000"]


def test_less_than_nothing_is_never_available() -> None:
    """Below what is drawn a limit may be lowered; the borrower cannot draw a negative amount."""
    assert figures(line({"credit_lines": {"L1": {"total_limit": "2000"}}})) == ["2000", "3000", "0", "0"]


@pytest.mark.parametrize(
    "stopped",
    [{"status": "frozen"}, {"status": "closed"}, {"term_ends_on": "2026-11-19"}],
    ids=["frozen", "closed", "its term is over"],
)
def test_on_a_line_that_may_not_be_drawn_nothing_is_available(stopped: dict[str, str]) -> None:
    """Whatever the arithmetic says; the figures beside it stay as they are."""
    assert figures(line({"credit_lines": {"L1": stopped}})) == ["10000", "3000", "0", "0"]


def test_on_its_last_day_a_line_can_be_drawn() -> None:
    """The day counts where the borrower lives."""
    assert figures(line({"credit_lines": {"L1": {"term_ends_on": "2026-11-20"}}}))[3] == "7000"


def test_the_last_decision_is_told() -> None:
    """Its kind and reason as codes, and the limit after it."""
    older = {**DECIDED, "kind": "raise", "limit_after": "12000", "decided_at": "2026-03-10 02:00"}
    decision = line({"limit_decisions": {"D1": older, "D2": DECIDED}}).decision
    assert decision
    assert (decision.decision_id, decision.kind, decision.reason) == ("D2", "lower", "score")
    assert str(decision.limit_after.amount) == "8000"


def test_a_decision_that_was_withdrawn_is_not_told() -> None:
    """It was made in error; the one before it stands again."""
    withdrawn = {**DECIDED, "withdrawn_at": "2026-11-12 02:00"}
    older = {**DECIDED, "decided_at": "2026-03-10 02:00"}
    decision = line({"limit_decisions": {"D1": older, "D2": withdrawn}}).decision
    assert decision
    assert decision.decision_id == "D1"
    assert line({"limit_decisions": {"D2": withdrawn}}).decision is None


def test_every_line_is_told_the_latest_first() -> None:
    """Each with what is drawn on it alone, and its own currency."""
    second = {"L2": {"opened_at": "2026-02-01 02:00", "total_limit": "500", "currency": "EUR"}}
    found = limits(setting({"credit_lines": second}))
    assert [(each.line_id, *figures(each)) for each in found] == [
        ("L2", "500", "0", "0", "500"),
        ("L1", "10000", "3000", "0", "7000"),
    ]
    assert {each.available.currency for each in found} == {"EUR", "CNY"}


def test_a_loan_that_was_overpaid_frees_no_more_than_its_own() -> None:
    """The surplus is the borrower's money, not more of the limit."""
    overpaid = {"kind": "repayment", "amount": "-3500", "posted_at": "2026-11-19 02:00"}
    assert figures(line({"postings": {"R9": overpaid}}))[1:] == ["0", "0", "10000"]


def test_what_takes_the_limit_up_adds_up() -> None:
    """Each loan with principal left and each open hold, with its entry; together they are outstanding and held."""
    found = line({"holds": {"H1": RELEASE}})
    assert [(each.reference, str(each.amount.amount)) for each in found.taken] == [("N1", "3000"), ("H1", "400")]
    assert sum(each.amount.amount for each in found.taken) == found.outstanding.amount + found.held.amount
    assert [each.entry.table for each in found.taken] == ["loans", "holds"]


def test_the_last_decisions_come_with_their_factors() -> None:
    """Three at most, the latest first; a reason or factor that only this lender knows is not passed on."""
    rows = {f"D{day}": {**DECIDED, "decided_at": f"2026-0{day}-10 02:00"} for day in range(1, 5)}
    own = {"reason": "house_rule_7", "factors": "many_lenders house_factor short_history"}
    found = line({"limit_decisions": {**rows, "D4": {**rows["D4"], **own}}})
    assert [each.decision_id for each in found.decisions] == ["D4", "D3", "D2"]
    assert (found.decisions[0].reason, found.decisions[0].factors) == ("other", ("many_lenders", "short_history"))
    assert found.decision == found.decisions[0]
    assert found.decisions[0].entry.reference == "D4"
