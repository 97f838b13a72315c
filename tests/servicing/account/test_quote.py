"""The settlement quote: line by line from the books and the rules, and never a cent more or less than the plan."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servicing.account.quote import NoQuote, Quote, quote
from servicing.diagnosis.thresholds import Thresholds, load
from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.loan import LoanView, all_loans
from servicing.ledger.facts import facts_of
from servicing.money import total
from tests.servicing.account.small import NOW, repayment, setting
from tests.servicing.ledger.books import NOW as BOOKS_AT
from tests.servicing.ledger.books import healthy_lives, troubled_lives
from tests.small_ledger import changed, facts_from

TODAY = date(2026, 11, 20)
# Nothing is late: the first instalment was paid.
PAID = {
    "instalments": {"I1": {"status": "paid"}},
    "postings": {
        "R2": repayment("1030", "2026-11-10 03:00", instalment_id="I1", principal="-1000", interest="-30"),
    },
}


def found(changes: dict[str, Any] | None = None, on: date = TODAY, where: Setting | None = None) -> Quote:
    """The quote of the one loan."""
    (loan,) = all_loans(where or setting(changes))
    return quote(loan, on)


def lines(each: Quote) -> dict[str, str]:
    """What and how much."""
    return {line.what: str(line.amount.amount) for line in each.lines}


def with_rules(folder: Path, **figures: str) -> Thresholds:
    """The rules with other figures."""
    for name, figure in figures.items():
        text = f"unit: a test\nsource: a test\nvalues: [{{since: 2020-01-01, default: {figure}}}]\n"
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return load(folder)


def test_on_a_due_day_its_interest_is_asked_for_and_nothing_beyond() -> None:
    """Two instalments are left, one due today: principal 2000, interest 30; the 30 of the next month are saved."""
    each = found(PAID)
    assert lines(each) == {"principal": "2000", "interest_due": "30"}
    assert (str(each.amount.amount), str(each.saved.amount), str(each.plan_cost.amount)) == ("2030", "30.00", "2060")


def test_between_due_days_interest_runs_by_the_day() -> None:
    """Ten days after the second due day, that one paid: 1000 × 14.6% × 10 / 365 is 4.00."""
    each = found(PAID, TODAY + timedelta(days=10))
    assert lines(each) == {"principal": "1000", "interest_running": "4.00"}
    (running,) = [line for line in each.lines if line.what == "interest_running"]
    assert (str(running.base and running.base.amount), running.days, running.since) == ("1000", 10, TODAY)
    assert [(before.instalment_id, str(before.amount.amount)) for before in each.before] == [("I2", "1030")]
    assert str(each.saved.amount) == "26.00"


def test_a_late_instalment_is_settled_with_its_penalty() -> None:
    """Ten days on 1000 at 1.5 × 14.6%: 6.00; the interest of the late one is booked already."""
    assert lines(found()) == {"principal": "3000", "interest_booked": "30", "interest_due": "30", "penalty": "6.00"}


def test_a_penalty_that_is_booked_is_not_asked_for_twice() -> None:
    """Four are booked, so two are to come."""
    booked = {"kind": "penalty", "amount": "4", "instalment_id": "I1", "posted_at": "2026-11-19 02:00"}
    assert lines(found({"postings": {"R5": booked}}))["penalty"] == "2.00"
    assert lines(found({"postings": {"R5": booked}}))["fees_booked"] == "4"


def test_a_fee_for_repaying_early_is_a_share_of_what_is_not_due(tmp_path: Path) -> None:
    """One percent of the thousand that is due next month; it lowers what is saved."""
    facts = setting(PAID).facts
    each = found(where=Setting(facts, NOW, with_rules(tmp_path, early_repayment_fee="1")))
    assert lines(each)["early_repayment_fee"] == "10.00"
    assert str(each.saved.amount) == "20.00"


def test_another_day_count_is_another_file(tmp_path: Path) -> None:
    """On 360 days the ten days cost 4.06; the rule that was used stands beside the figures."""
    each = found(
        on=TODAY + timedelta(days=10),
        where=Setting(setting(PAID).facts, NOW, with_rules(tmp_path, day_count="360")),
    )
    assert lines(each)["interest_running"] == "4.06"
    assert {rule.name: str(rule.figure) for rule in each.rules}["day_count"] == "360"


def test_an_open_quote_of_the_lender_is_named() -> None:
    """It is the one that binds the lender; one that has lapsed is left out."""
    row = {"amount": "2031", "made_at": "2026-11-20 01:00", "valid_until": "2026-11-21 01:00"}
    lapsed = {**row, "valid_until": "2026-11-20 02:00"}
    (own,) = found({**PAID, "settlement_quotes": {"Q1": row, "Q2": lapsed}}).open_quotes
    assert (own.quote_id, str(own.amount.amount)) == ("Q1", "2031")


def test_a_payment_under_way_is_named() -> None:
    """Whoever settles beside it pays it twice."""
    way = {
        "payment_instructions": {"P1": {"made_at": "2026-11-20 01:00", "acknowledged_at": "2026-11-20 01:00"}},
        "channel_records": {"C1": {"instruction_id": "P1", "occurred_at": "2026-11-20 01:05"}},
    }
    assert [each.reference for each in found({**PAID, **way}).under_way] == ["P1"]


def test_it_names_what_it_rests_on() -> None:
    """The loan, and every instalment that is left."""
    assert [each.reference for each in found(PAID).entries] == ["N1", "I2", "I3"]


@pytest.mark.parametrize(
    ("changes", "on", "code"),
    [
        ({}, TODAY - timedelta(days=1), "day_past"),
        ({}, date(2026, 12, 21), "day_after_plan"),
        ({"loans": {"N1": {"status": "pending"}}}, TODAY, "not_drawn"),
        ({"postings": {"R0": None, "R1": None}}, TODAY, "nothing_owed"),
        ({"postings": {"R9": repayment("700", "2026-11-19 02:00")}}, TODAY, "plan_differs"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_where_no_figure_can_be_trusted_there_is_none(changes: dict[str, Any], on: date, code: str) -> None:
    """With a code that says why, never with a guess."""
    with pytest.raises(NoQuote) as refused:
        found(changes, on)
    assert refused.value.code == code


ACCOUNTS = st.fixed_dictionaries(
    {
        "rows": st.lists(
            st.tuples(st.integers(1, 500_000), st.integers(0, 9_000), st.integers(0, 500)), min_size=2, max_size=8
        ),
        "first_due": st.integers(-70, 40),
        "rate": st.integers(0, 3600),
        "billed": st.booleans(),
    }
)


def account(drawn: dict[str, Any]) -> Setting:
    """One loan of any shape: some of its instalments may be late, and the interest of the first billed or not."""
    parts = [[Decimal(cents) / 100 for cents in row] for row in drawn["rows"]]
    principal = sum((row[0] for row in parts), Decimal(0))
    first = TODAY + timedelta(days=drawn["first_due"])
    instalments = {
        f"J{number}": {
            "plan_id": "PL1",
            "number": number,
            "due_on": (first + timedelta(days=30 * (number - 1))).isoformat(),
            "principal": str(row[0]),
            "interest": str(row[1]),
            "fees": str(row[2]),
            "status": "scheduled",
        }
        for number, row in enumerate(parts, start=1)
    }
    postings: dict[str, Any] = {
        "R0": {"kind": "disbursement", "amount": str(principal), "posted_at": "2026-08-20 02:00"}
    }
    if drawn["billed"] and parts[0][1]:
        interest = {"kind": "interest", "amount": str(parts[0][1]), "instalment_id": "J1"}
        postings["R1"] = {**interest, "posted_at": "2026-11-07 02:00"}
    loan = {"N1": {"principal": str(principal), "annual_rate": str(Decimal(drawn["rate"]) / 100)}}
    books: dict[str, Any] = {"plans": {"PL1": {}}, "loans": loan, "instalments": instalments, "postings": postings}
    return Setting(facts_from(changed({}, books)), NOW, load_once)


load_once = load()


def days_of(where: Setting) -> list[date]:
    """Every day for which there is a quote."""
    last = max([TODAY, *(each.due_on for each in where.facts.instalments)])
    return [TODAY + timedelta(days=number) for number in range((last - TODAY).days + 1)]


@settings(deadline=None)
@given(drawn=ACCOUNTS, share=st.floats(0, 1))
def test_the_quote_and_what_it_saves_are_what_the_plan_would_cost(drawn: dict[str, Any], share: float) -> None:
    """On any day: settlement, instalments before it and savings add up to the plan, to the cent; its lines to it."""
    where = account(drawn)
    days = days_of(where)
    each = found(where=where, on=days[int(share * (len(days) - 1))])
    before = total((one.amount.amount for one in each.before), "CNY")
    assert each.amount + before + each.saved == each.plan_cost
    assert each.amount == total((line.amount.amount for line in each.lines), "CNY")
    assert each.saved == each.saved_interest + each.saved_fees - each.fee
    assert min(line.amount.amount for line in each.lines) > 0


@settings(deadline=None, max_examples=40)
@given(drawn=ACCOUNTS)
def test_waiting_never_costs_less_and_never_saves_more(drawn: dict[str, Any]) -> None:
    """From day to day what is paid in all does not fall, and what is saved does not grow, down to none."""
    where = account(drawn)
    quotes = [found(where=where, on=day) for day in days_of(where)]
    paid = [each.amount.amount + sum(one.amount.amount for one in each.before) for each in quotes]
    saved = [each.saved.amount for each in quotes]
    assert paid == sorted(paid)
    assert saved == sorted(saved, reverse=True)
    assert min(saved) == saved[-1] == 0


OUTCOMES = (True, "plan_differs", "not_drawn")


def adds_up_or_says_why(loan: LoanView) -> bool | str:
    """Whether today's quote adds up to the plan; the code where there is none."""
    try:
        each = quote(loan, TODAY)
    except NoQuote as refused:
        return refused.code
    return each.amount + each.saved == each.plan_cost


def test_every_open_loan_of_the_demo_has_a_quote_or_a_reason() -> None:
    """In health always; in a trouble a quote that adds up, or a code, and never an exception of another kind."""
    for life in [*healthy_lives(5), *troubled_lives(1)]:
        where = Setting(facts_of(life.rows.values()), BOOKS_AT, load_once)
        for loan in all_loans(where):
            if loan.owed.amount > 0:
                assert adds_up_or_says_why(loan) in OUTCOMES, life.borrower.borrower_id
