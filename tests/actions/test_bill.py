"""The bill as it is said; its arithmetic is tested with servicing."""

from pathlib import Path

from actions.bill import act
from tests.actions.house import ON_ITS_WAY, house, replied, turn, words
from tests.small_ledger import changed

OWED = changed(
    ON_ITS_WAY,
    {
        "postings": {"R0": {"kind": "disbursement", "amount": "3000", "posted_at": "2026-08-20 02:00"}},
        "plans": {"plans-1": {}},
    },
)


def test_the_bill_is_said_with_its_references(tmp_path: Path) -> None:
    """What is due today, what is owed and what is on its way, each to be checked by its reference."""
    reply = replied(act, turn("ask_bill"), house(tmp_path, OWED))
    assert (reply.name, set(reply.facts)) == ("bill", {"zone", "late", "coming", "owed", "under_way", "payments"})
    said = words(reply, "en")
    assert all(each in said for each in ("CN¥1,030.00", "(ref. I1)", "CN¥3,000.00", "(ref. P1)"))


def test_a_borrower_without_debts_is_told_so(tmp_path: Path) -> None:
    """An empty answer would look like a fault."""
    assert words(replied(act, turn("ask_bill"), house(tmp_path)), "en") == "You have no bill to pay at present."
