"""Where the books are and what time it is, told from outside."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from servicing.settings import BadMinutes, BadTime, Settings, WeakCodeKey


def test_nothing_needs_to_be_set() -> None:
    """The demo lender is there without any server."""
    settings = Settings.from_environment({})
    assert (settings.ledger, settings.cases) == ("sqlite:///var/ledger.db", "sqlite:///var/cases.db")


def test_the_clock_runs_in_utc() -> None:
    """A naive time would be taken for another zone's sooner or later."""
    now = Settings.from_environment({}).clock()()
    assert now.tzinfo is UTC
    assert abs(datetime.now(UTC) - now) < timedelta(minutes=1)


def test_a_frozen_clock_stands_still_and_is_in_utc() -> None:
    """Conversation tests need the same day every day."""
    clock = Settings.from_environment({"DUIZHANG_NOW": "2026-03-01T09:30:00+08:00"}).clock()
    assert clock() == clock() == datetime(2026, 3, 1, 1, 30, tzinfo=UTC)


def test_a_lenders_own_rules_are_folders_as_in_path() -> None:
    """One for the bank, one for a product, as many as are needed."""
    named = os.pathsep.join(["rules", "more/rules"])
    assert Settings.from_environment({"DUIZHANG_THRESHOLDS": named}).thresholds == (Path("rules"), Path("more/rules"))
    assert Settings.from_environment({"DUIZHANG_THRESHOLDS": ""}).thresholds == ()


@pytest.mark.parametrize("text", ["yesterday", "2026-03-01T09:30:00", "2026-13-01T00:00:00Z"])
def test_a_time_that_cannot_be_placed_is_refused(text: str) -> None:
    """A time without an offset is a guess, and deadlines hang on it."""
    with pytest.raises(BadTime, match="DUIZHANG_NOW"):
        Settings.from_environment({"DUIZHANG_NOW": text})


@pytest.mark.parametrize(
    ("text", "lasts"),
    [("", timedelta(minutes=30)), ("0", None), ("1", timedelta(minutes=1)), ("43200", timedelta(days=30))],
)
def test_how_long_a_proof_lasts_is_minutes(text: str, lasts: timedelta | None) -> None:
    """Half an hour where nothing is said, and for ever only where that is said."""
    assert Settings.from_environment({"DUIZHANG_PROOF_MINUTES": text}).proof_lasts == lasts


@pytest.mark.parametrize("text", ["-1", "30 min", "0.5", "43201", "３０", "never", "9" * 5000])
def test_a_time_that_is_none_does_not_pass_for_never(text: str) -> None:
    """A slip must not leave accounts open."""
    with pytest.raises(BadMinutes, match="DUIZHANG_PROOF_MINUTES"):
        Settings.from_environment({"DUIZHANG_PROOF_MINUTES": text})


def test_a_key_is_long_enough_and_is_not_shown() -> None:
    """Six digits are found at once by whoever has the hash and guesses the key."""
    key = "k" * 32
    settings = Settings.from_environment({"DUIZHANG_CODE_KEY": key})
    assert settings.code_key == key
    assert key not in repr(settings)
    with pytest.raises(WeakCodeKey, match="DUIZHANG_CODE_KEY") as refused:
        Settings.from_environment({"DUIZHANG_CODE_KEY": "short key"})
    assert "short key" not in str(refused.value)


def test_whose_phone_is_whose_stands_in_a_file() -> None:
    """In none, where nothing is said."""
    assert Settings.from_environment({"DUIZHANG_PHONES": "phones.csv"}).phones == Path("phones.csv")
    assert Settings.from_environment({}).phones is None
