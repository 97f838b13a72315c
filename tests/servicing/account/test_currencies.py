"""Books with two currencies where there can be one: no answer adds them up; the rows are named instead."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest

from servicing.account.bill import bill
from servicing.account.currencies import TwoCurrencies, open_loans
from servicing.account.history import history
from servicing.account.interest import next_interests
from servicing.account.late import late_costs
from servicing.account.limit import limits
from servicing.account.loans import loans
from servicing.account.payments import payments
from servicing.account.pictured import pictured
from servicing.account.quote import quote
from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.views import Setting
from servicing.ledger.columns import reference_of
from servicing.ledger.facts import Facts, facts_of
from servicing.ledger.records import RECORDS
from servicing.wire import wire
from tests.servicing.account.small import repayment, setting

MADE = {"made_at": "2026-11-20 01:00", "acknowledged_at": "2026-11-20 01:00", "loan_id": None}
# Two payments, one credited and one on its way, of which the latter names no loan; a held part of the limit.
BOOKS: dict[str, Any] = {
    "payment_instructions": {"P1": {**MADE, "loan_id": "N1", "instalment_id": "I1"}, "P2": MADE},
    "channel_records": {
        "C1": {"instruction_id": "P1", "occurred_at": "2026-11-20 01:05"},
        "C2": {"instruction_id": "P2", "occurred_at": "2026-11-20 01:06"},
        "C3": {"instruction_id": "P2", "occurred_at": "2026-11-20 01:07", "kind": "refund", "amount": "30"},
    },
    "postings": {
        "R2": repayment(
            "1030",
            "2026-11-20 02:00",
            instalment_id="I1",
            instruction_id="P1",
            record_id="C1",
            principal="-1000",
            interest="-30",
        ),
    },
    "holds": {"H1": {"kind": "limit_reservation", "line_id": "L1", "amount": "70", "placed_at": "2026-11-19 02:00"}},
    "limit_decisions": {
        "D1": {"kind": "keep", "reason": "periodic_review", "decided_at": "2026-10-01 02:00"},
    },
    "shown_balances": {"S1": {"loan_id": "N1", "amount": "3030", "as_of": "2026-11-19 02:00"}},
    "settlement_quotes": {
        "Q1": {"amount": "3100", "made_at": "2026-11-19 02:00", "valid_until": "2026-11-30 02:00"},
    },
}


def _quotes(where: Setting) -> object:
    return [quote(each, local_day(where.now, where.facts.borrower)) for each in open_loans(where)]


ANSWERS: Mapping[str, Callable[[Setting], object]] = {
    "bill": bill,
    "history": history,
    "interest": next_interests,
    "late": late_costs,
    "limit": limits,
    "loans": loans,
    "payments": payments,
    "quote": _quotes,
}
OF_A_LOAN = {"bill", "interest", "late", "loans", "quote"}


def refused(where: Setting) -> dict[str, list[str]]:
    """The answers that are refused, each with the rows that it names."""
    found = {}
    for name, answer in ANSWERS.items():
        try:
            answer(where)
        except TwoCurrencies as contradiction:
            found[name] = [each.reference for each in contradiction.entries]
    return found


def in_euros(table: str, reference: str) -> Setting:
    """The books with one row in another currency."""
    changes = {**BOOKS.get(table, {}), reference: {**BOOKS.get(table, {}).get(reference, {}), "currency": "EUR"}}
    return setting({**BOOKS, table: changes})


@pytest.mark.parametrize(
    ("table", "reference", "names", "answers"),
    [
        ("postings", "R0", ["N1", "R0"], {*OF_A_LOAN, "limit"}),
        ("postings", "R2", ["N1", "R2"], {*OF_A_LOAN, "limit", "history", "payments"}),
        ("instalments", "I3", ["N1", "I3"], OF_A_LOAN),
        ("channel_records", "C1", ["P1", "C1"], {"payments"}),
        ("channel_records", "C3", ["P2", "C3"], {"payments", "bill", "quote"}),
        ("holds", "H1", ["L1", "H1"], {"limit"}),
        ("shown_balances", "S1", [], set()),
        ("settlement_quotes", "Q1", [], set()),
        ("limit_decisions", "D1", [], set()),
    ],
)
def test_what_an_answer_adds_up_is_in_one_currency(
    table: str, reference: str, names: list[str], answers: set[str]
) -> None:
    """An answer is refused for the rows that it adds up, named with what they contradict, and for no others."""
    found = refused(in_euros(table, reference))
    assert set(found) == answers
    by_another = {"limit": ["L1", *names[1:]], "payments": ["P1", *names[1:]]}
    assert all(rows in (names, by_another.get(answer)) for answer, rows in found.items()), found


def test_books_in_one_currency_are_answered() -> None:
    """Every question, of the same books without a contradiction."""
    assert refused(setting(BOOKS)) == {}


def _with_other_amounts(facts: Facts, row: Any) -> Facts:
    """The facts with every amount of a row tripled."""
    amounts = {each.name: getattr(row, each.name) for each in fields(row) if each.name != "annual_rate"}
    more = {name: 3 * value for name, value in amounts.items() if isinstance(value, Decimal)}
    every = (each for record in RECORDS for each in getattr(facts, record.table_name))
    return facts_of(replace(each, **more) if each is row else each for each in every)


def _amounts(told: Any, currency: str) -> Iterator[str]:
    """Every amount of a currency in an answer."""
    if isinstance(told, dict) and "$money" in told:
        amount, its_currency = told["$money"]
        yield from [amount] if its_currency == currency else []
    elif isinstance(told, dict):
        yield from (each for value in told.values() for each in _amounts(value, currency))
    elif isinstance(told, list):
        yield from (each for value in told for each in _amounts(value, currency))


def _said(answer: Callable[[Setting], object], where: Setting) -> list[str] | str:
    try:
        return list(_amounts(wire(answer(where)), "CNY"))
    except TwoCurrencies as contradiction:
        return str(contradiction)


EVERY_ROW = [
    (table, getattr(row, reference_of(type(row))))
    for table in ("credit_lines", "loans", "instalments", "postings", *BOOKS)
    for row in getattr(setting(BOOKS).facts, table)
]


@pytest.mark.parametrize(("table", "reference"), dict.fromkeys(EVERY_ROW))
@pytest.mark.parametrize("name", ANSWERS)
def test_no_amount_in_one_currency_depends_on_one_in_another(name: str, table: str, reference: str) -> None:
    """Whichever row is in euros: triple its amounts, and either the answer is refused or its yuan stay the same."""
    where = in_euros(table, reference)
    (row,) = [each for each in getattr(where.facts, table) if getattr(each, reference_of(type(each))) == reference]
    tripled = replace(where, facts=_with_other_amounts(where.facts, row))
    assert _said(ANSWERS[name], where) == _said(ANSWERS[name], tripled)


def test_of_a_loan_that_is_paid_off_only_the_postings_count() -> None:
    """What its old plan says is not added up any more."""
    off = {"R2": repayment("3030", "2026-11-19 02:00")}
    assert refused(setting({"postings": off, "instalments": {"I3": {"currency": "EUR"}}})) == {}


def test_a_payment_that_is_not_asked_for_does_not_matter() -> None:
    """The latest one is told, though an older one contradicts itself."""
    older = {"P1": {**MADE, "made_at": "2026-11-18 01:00", "currency": "EUR"}, "P2": MADE}
    where = setting({**BOOKS, "payment_instructions": older})
    assert [each.reference for each in payments(where, 1)] == ["P2"]
    with pytest.raises(TwoCurrencies):
        payments(where)


@pytest.mark.parametrize(
    ("kind", "ref", "table", "reference"),
    [
        ("line", "L1", "holds", "H1"),
        ("line", "L1", "limit_decisions", "D1"),
        ("payment", "P1", "channel_records", "C1"),
    ],
)
def test_what_is_in_two_currencies_is_not_drawn(kind: Any, ref: str, table: str, reference: str) -> None:
    """A chart has one axis; a journey compares what was taken with what was booked."""
    assert len(list(pictured(setting(BOOKS), kind, ref))) == 1
    assert list(pictured(in_euros(table, reference), kind, ref)) == []


def test_the_sentence_for_an_engineer_names_the_rows() -> None:
    """By table, reference and currency."""
    with pytest.raises(TwoCurrencies, match=r"loans N1 \(CNY\), postings R0 \(EUR\)"):
        bill(in_euros("postings", "R0"))
