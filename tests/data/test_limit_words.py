"""The codes of a decision on a limit that may be said have words in every language; others are never said."""

import pytest

from bot.voice.catalogue import catalogues
from servicing.diagnosis.clues.line import FACTORS, REASONS

CATALOGUES = catalogues()


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_decision_can_be_said(language: str) -> None:
    """A lender's own codes fall back to `other`, or are left out, before they reach the words."""
    words = CATALOGUES[language].words
    assert set(words["limit_reasons"]) == {*REASONS, "other"}
    assert set(words["limit_factors"]) == set(FACTORS)
