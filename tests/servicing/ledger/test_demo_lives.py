"""The lives of the demo lender's borrowers: long, different, within the lender's own rules, and the same each time."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from random import Random

import pytest

from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.views import Setting
from servicing.ledger.demo.fates import AT_ONCE, Fate, Shares, fate_of, fulfil
from servicing.ledger.demo.healthy import healthy_life
from servicing.ledger.demo.lender import Person, demo_people
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.register import all_mixtures, all_troubles
from servicing.ledger.demo.schedules import SCHEDULES
from servicing.ledger.demo.world import rules
from servicing.ledger.records import (
    ChannelRecord,
    LimitDecision,
    Loan,
    Plan,
    Posting,
    ReserveDraw,
    SettlementFile,
    SettlementLine,
    SettlementQuote,
)
from tests.servicing.ledger.books import NOW, WORLD, WORLD_ROWS, facts_of_life, healthy, healthy_lives

USUAL, NONE = Shares(), Shares(0, 0, 0)
ALL_IN_TROUBLE, ALL_AT_ONCE = Shares(troubled=1, together=0), Shares(troubled=1, together=1)
KNOWN = 1 + len(all_troubles()) + len(all_mixtures())


def lives() -> Sequence[Life]:
    """Healthy ones, lived once for all tests."""
    return healthy_lives(120)


def people(borrowers: int, shares: Shares = USUAL, processes: int = 1) -> list[Person]:
    """Demo borrowers of one seed."""
    return list(demo_people(borrowers, 7, NOW, shares, processes, at_a_time=3))


@cache
def known_and_after() -> list[Person]:
    """Whoever has a trouble for the first time, and then some who have several."""
    return people(KNOWN + 40, ALL_AT_ONCE)


def test_the_same_arguments_give_the_same_borrowers_in_one_process_or_two() -> None:
    """A benchmark that is run again, or on another machine, must ask about the same books."""
    assert people(10, processes=2) == people(10)


def test_lives_differ() -> None:
    """What is only ever seen in one shape is not known to work in another."""
    assert {life.zone for life in lives()} == {
        "Asia/Shanghai",
        "Asia/Urumqi",
        "America/New_York",
        "Europe/London",
        "Europe/Berlin",
    }
    assert {life.line.currency for life in lives()} == {"CNY", "USD", "GBP", "EUR"}
    assert {len(life.open_loans) for life in lives()} == {1, 2, 3}
    loans = [len(list(life.all(Loan))) for life in lives()]
    assert (min(loans), max(loans)) == (2, 12)
    years = [(NOW - life.one(Loan).drawn_at).days / 365 for life in lives()]
    assert min(years) < 1
    assert max(years) > 6


def test_lives_have_what_a_credit_line_brings_with_it() -> None:
    """Early repayments, the reserve fund, temporary limits, refusals, every channel: each somewhere, and harmless."""
    assert any(life.all(SettlementQuote) for life in lives())
    assert any(plan.version > 1 for life in lives() for plan in life.all(Plan))
    assert any(list(life.all(ReserveDraw)) for life in lives())
    decided = {each.kind for life in lives() for each in life.all(LimitDecision)}
    assert decided == {"keep", "raise", "lower", "temporary_raise", "temporary_end"}
    debits = [each for life in lives() for each in life.all(ChannelRecord) if each.kind == "debit"]
    assert {each.state for each in debits} == {"success", "failed"}
    channels = {"bank_transfer", "quick_pay", "card", "auto_debit", "bill_pay", "counter"}
    assert {each.channel for each in debits} == channels


def test_a_life_is_ready_for_a_trouble() -> None:
    """What every trouble counts on: each open loan has three payments and three to come; the last was paid lately."""
    for life in lives():
        for loan in life.open_loans:
            assert len(life.payments(loan)) >= 3
            assert [each.status for each in life.instalments(loan)[-3:]] == ["scheduled"] * 3
        last = max(each.posted_at for each in life.all(Posting) if each.kind == "repayment")
        assert 76 <= (NOW - last).total_seconds() / 3600 <= 24 * 25


def test_no_bank_books_a_transfer_on_a_day_on_which_it_rests() -> None:
    """Over a weekend or a holiday a transfer waits, and still counts from the moment at which it was made."""
    waited = 0
    for life in lives():
        calendar = rules().calendar(life.line.currency)
        for posting in life.all(Posting):
            record = life.get(ChannelRecord, posting.record_id) if posting.record_id else None
            if record and record.kind == "debit" and rules().figure("business_days_only", NOW.date(), record.channel):
                assert calendar.is_open(calendar.day_of(posting.posted_at))
                assert posting.value_at == record.occurred_at
                waited += calendar.day_of(posting.posted_at) > calendar.day_of(record.occurred_at)
    assert waited > 100


def test_a_debit_stands_in_a_file_that_is_there() -> None:
    """After the cut-off, or on a holiday, in that of the next day on which the bank works."""
    files = {each.file_id: each for each in WORLD_ROWS if isinstance(each, SettlementFile)}
    lines = [(life, each) for life in lives() for each in life.all(SettlementLine)]
    assert len(lines) > 100
    for life, line in lines:
        record = life.get(ChannelRecord, line.record_id)
        file = files[line.file_id]
        assert file.channel == record.channel
        assert rules().calendar(record.currency).day_of(record.occurred_at) <= file.covers_on
        assert record.occurred_at < file.received_at <= NOW


def test_no_more_is_ever_drawn_than_the_limit_allows() -> None:
    """The lender would not have paid it out."""
    for life in lives():
        drawn = Decimal(0)
        for posting in sorted(life.all(Posting), key=lambda each: each.posted_at):
            drawn += posting.principal
            assert drawn <= limit_at(life, posting.posted_at)


def limit_at(life: Life, moment: datetime) -> Decimal:
    """The limit in force at a moment, by the decisions."""
    decisions = sorted(life.all(LimitDecision), key=lambda each: each.decided_at)
    before = [each.limit_after for each in decisions if each.decided_at <= moment]
    return before[-1] if before else decisions[0].limit_before


@pytest.mark.parametrize("name", sorted(SCHEDULES))
@pytest.mark.parametrize(("principal", "rate", "months"), [("1000", "14.6", 3), ("9999.99", "9", 24), ("600", "0", 7)])
def test_a_schedule_repays_what_was_lent(name: str, principal: str, rate: str, months: int) -> None:
    """To the cent: the last instalment takes what rounding left over."""
    rows = SCHEDULES[name](Decimal(principal), Decimal(rate), months)
    assert len(rows) == months
    assert sum(each for each, _ in rows) == Decimal(principal)
    assert all(part > 0 and interest >= 0 for part, interest in rows)


def test_an_annuity_asks_the_same_each_month() -> None:
    """1,000 at 12 percent over twelve months: 88.85 a month, as any tables of annuities have it."""
    *all_but_the_last, last = (sum(each) for each in SCHEDULES["annuity"](Decimal(1000), Decimal(12), 12))
    assert set(all_but_the_last) == {Decimal("88.85")}
    assert abs(last - Decimal("88.85")) < Decimal("0.12")


def test_a_busy_borrower_has_as_many_postings_as_are_asked_for() -> None:
    """A benchmark needs one with a long history."""
    busy = healthy_life(1, Random(1), WORLD, years=6, lanes=8)
    assert len(list(busy.all(Posting))) > 600
    assert len(busy.open_loans) == 7


def test_the_first_borrowers_have_each_trouble_and_mixture_once() -> None:
    """Whoever tries the demo finds each of them; the very first is healthy."""
    truth = [each.truth for each in known_and_after()[:KNOWN]]
    assert truth[0].fate == "healthy"
    assert sorted((each.symptom, each.cause) for each in truth if each.harms) == sorted(all_troubles())
    assert [each.mixture for each in truth if each.mixture] == sorted(all_mixtures())


@pytest.mark.parametrize(
    ("shares", "fates"),
    [
        (NONE, {"healthy"}),
        (Shares(troubled=0, near_misses=1), {"near_miss"}),
        (ALL_IN_TROUBLE, {"trouble"}),
        (ALL_AT_ONCE, {"trouble", "together"}),
    ],
)
def test_after_them_the_shares_decide(shares: Shares, fates: set[str]) -> None:
    """Somebody with a single open loan may get one trouble although several were meant for them."""
    after = {fulfil(healthy(number), fate_of(number, 7, shares)).kind for number in range(KNOWN + 1, KNOWN + 26)}
    assert after == fates


def test_the_truth_names_rows_that_are_in_the_books() -> None:
    """A proof that nobody can look up is none."""
    everywhere = {Life.name_of(each) for each in WORLD_ROWS}
    for person in known_and_after():
        there = everywhere | {Life.name_of(each) for each in person.rows}
        assert not [name for harm in person.truth.harms for name in harm.proof if name not in there]
        assert person.truth.borrower_id == person.rows[0].borrower_id  # type: ignore[attr-defined]


def test_troubles_that_strike_together_are_all_there() -> None:
    """None hides another: each is found when the borrower asks about what it touches."""
    several = 0
    for life, harms in struck_together(60):
        facts = facts_of_life(life)
        for symptom, cause, subject in harms:
            diagnosis = diagnose(Setting(facts, NOW, rules()), symptom, subject)
            assert cause in [each.cause for each in diagnosis.found], (life.number, harms, diagnosis.verdict)
        several += len(harms) > 1
    assert several > 30


def struck_together(lives: int) -> Iterator[tuple[Life, Sequence[tuple[str, str, str]]]]:
    """Lives in which up to three troubles struck, with what each did."""
    for number in range(1, lives + 1):
        rng = Random(f"together/{number}")
        life = healthy(number)
        came = fulfil(life, Fate(tuple(rng.sample(sorted(all_troubles()), 12)), rng.choice(AT_ONCE)))
        yield life, [(*name, harm.subject) for name, harm in came.harms]
