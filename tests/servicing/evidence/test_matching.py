"""Matching, shown both ways over small ledgers: what agrees is matched, the nearest that does not is near or none."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.thresholds import load
from servicing.diagnosis.views import Setting
from servicing.evidence.matching import Match, match
from servicing.evidence.reading import Reading, read
from servicing.evidence.transfers import transfers
from servicing.money import Money
from servicing.wire import wire
from tests.servicing.evidence.cases import NOW
from tests.small_ledger import changed, facts_from

THRESHOLDS = load()
OUTCOMES = ("matched", "near", "none")
WHAT_MAY_BE_SAID = {*OUTCOMES, "reading", "books", "changes", "candidates", "subjects", "entries"}
CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("matching.yml").read_text(encoding="utf-8"))


def reading_of(raw: dict[str, Any]) -> Reading:
    """A reading as a case writes it; its times are in UTC."""
    number, _, currency = str(raw.get("amount", "")).partition(" ")
    return Reading(
        reader="test",
        amount=Money(Decimal(number), currency) if number else None,
        paid_at=_paid_at(raw.get("paid_at")),
        year_given=True,
        reference=raw.get("reference"),
        account_ending=raw.get("account_ending"),
        payee=None,
    )


def _paid_at(raw: Any) -> datetime | date | None:
    if isinstance(raw, str):
        return datetime.fromisoformat(raw).replace(tzinfo=UTC)
    return raw if isinstance(raw, date) else None


def match_of(case: dict[str, Any]) -> Match:
    """What the case's reading is matched with; the books are those of the first case, with its changes."""
    books = changed(CASES[0]["books"], case.get("changes", {}))
    return match(reading_of(case["reading"]), facts_from(books), THRESHOLDS)


def _named() -> Iterator[object]:
    for case in CASES:
        outcome = next(each for each in OUTCOMES if each in case)
        yield pytest.param(outcome, case, id=f"{outcome}: {case[outcome]}")


@pytest.mark.parametrize(("outcome", "case"), list(_named()))
def test_a_reading_is_matched_by_the_rule(outcome: str, case: dict[str, Any]) -> None:
    """And whatever differs in one thing is near, with what differs, and never a match."""
    assert set(case) <= WHAT_MAY_BE_SAID
    found = match_of(case)
    subjects = [each.subject for each in found.candidates]
    assert found.outcome == outcome
    assert subjects == case.get("subjects", list(case.get("candidates", {})))
    if "candidates" in case:
        assert {each.subject: [one.what for one in each.differs] for each in found.candidates} == case["candidates"]
    if "entries" in case:
        assert [each.reference for each in found.candidates[0].entries] == case["entries"]


@pytest.mark.parametrize("case", [case for case in CASES if "matched" not in case], ids=lambda case: str(case)[:40])
def test_what_is_not_matched_never_says_so(case: dict[str, Any]) -> None:
    """A near match is never a proof: it has something that differs, or more than one candidate."""
    found = match_of(case)
    assert found.outcome != "matched"
    assert len(found.candidates) != 1 or found.candidates[0].differs


def test_every_row_of_a_payment_belongs_to_one_candidate() -> None:
    """A payment that is counted twice would make each match doubtful."""
    rows = [row for each in transfers(facts_from(CASES[0]["books"])) for row in each.rows]
    assert len(rows) == len(set(rows)) == 3


@given(
    some.sampled_from(["1030", "1029.99", "2060", None]),
    some.sampled_from(["2026-11-20T10:01", "2026-11-20T12:02", "2026-11-18T10:01", None]),
    some.sampled_from(["8842", "1234", None]),
    some.sampled_from(["BANK-0001", "R1", "elsewhere-1", None]),
)
def test_a_match_contradicts_nothing_that_was_read(
    number: str | None, paid_at: str | None, ending: str | None, reference: str | None
) -> None:
    """In whatever combination it comes: exactly one payment, in every respect that the text and the books share."""
    raw = {"amount": f"{number} CNY" if number else "", "paid_at": paid_at}
    found = match_of({"reading": {**raw, "account_ending": ending, "reference": reference}})
    known = reference in ("BANK-0001", "R1")
    agrees = number in ("1030", None) and paid_at in ("2026-11-20T10:01", None) and ending in ("8842", None)
    enough = known or (number is not None and paid_at is not None)
    assert (found.outcome == "matched") is (agrees and enough)
    assert found.by_reference is known


def test_from_a_pasted_text_to_the_diagnosis_of_its_payment() -> None:
    """The calls of a chat: read, match, diagnose what was matched; everything on the way can travel."""
    facts = facts_from(CASES[0]["books"])
    reading = read(
        "Your account ending 8842 was debited CNY 1,030.00 on 20 Nov 2026 at 18:01.", NOW, facts.borrower.time_zone
    )
    assert reading
    found = match(reading, facts, THRESHOLDS)
    assert found.outcome == "matched"
    diagnosis = diagnose(Setting(facts, NOW, THRESHOLDS), "payment_not_credited", found.candidates[0].subject)
    assert diagnosis.subject
    assert diagnosis.subject.ref == "P1"
    assert wire(reading)["amount"] == {"$money": ["1030.00", "CNY"]}
    assert wire(found)["outcome"] == "matched"
