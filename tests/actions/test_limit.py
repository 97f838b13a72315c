"""The limit as it is said; its arithmetic is tested with servicing."""

from pathlib import Path

from actions.limit import act
from tests.actions.house import house, replied, turn, words
from tests.small_ledger import changed

LOWERED = {
    "limit_decisions": {
        "D1": {"kind": "lower", "reason": "score", "limit_after": "8000", "decided_at": "2026-11-10 02:00"}
    },
    "credit_lines": {"L1": {"total_limit": "8000"}},
}


def test_the_limit_is_said_with_the_last_decision(tmp_path: Path) -> None:
    """And its reference, to be checked by."""
    reply = replied(act, turn("ask_limit"), house(tmp_path, changed({}, LOWERED)))
    assert (reply.name, reply.facts["zone"]) == ("limit", "Asia/Shanghai")
    said = words(reply, "en")
    assert all(each in said for each in ("Credit line L1 (open)", "available now CN¥8,000.00", "(ref. D1)"))


def test_without_a_decision_none_is_said(tmp_path: Path) -> None:
    """The limit may be as it was from the first day."""
    assert "decision" not in words(replied(act, turn("ask_limit"), house(tmp_path)), "en")
