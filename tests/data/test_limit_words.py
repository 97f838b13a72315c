"""The codes of a decision on a limit that may be said have words in every language; others are never said."""

import pytest

from bot.voice.catalogue import catalogues
from servicing.ledger.records.lines import DECISION_FACTORS, DECISION_REASONS, HOLD_REASONS

CATALOGUES = catalogues()


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_decision_can_be_said(language: str) -> None:
    """A lender's own codes fall back to `other`, or are left out, before they reach the words."""
    words = CATALOGUES[language].words
    assert set(words["limit_reasons"]) == {*DECISION_REASONS, "other"}
    assert set(words["limit_factors"]) == set(DECISION_FACTORS)


@pytest.mark.parametrize("language", CATALOGUES)
def test_what_limit_is_held_for_can_be_said(language: str) -> None:
    """The contract names these codes to a lender, so a borrower can be told each of them."""
    assert set(CATALOGUES[language].words["hold_reasons"]) == {*HOLD_REASONS, "other"}
