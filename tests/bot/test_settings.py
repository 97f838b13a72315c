"""What is told from outside is read once, and a slip in it is one sentence."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import BadDays, BadPort, SamePort
from bot.settings import Settings


def test_nothing_needs_to_be_set() -> None:
    """It can be tried without any token, key or server."""
    assert Settings.from_environment({}) == Settings(
        Path("var"), "sqlite:///var/chat.db", "127.0.0.1", web_port=8800, engine_port=5005, actions_port=5055
    )


def test_a_home_carries_its_database_along() -> None:
    """Two homes are two demos that know nothing of each other."""
    assert Settings.from_environment({"DUIZHANG_HOME": "/tmp/a"}).chat_database == "sqlite:////tmp/a/chat.db"


def test_addresses_follow_the_ports() -> None:
    """Whoever moves a port need not tell the neighbours."""
    settings = Settings.from_environment({"DUIZHANG_ENGINE_PORT": "6005", "DUIZHANG_ACTIONS_PORT": "6055"})
    assert settings.engine_url == "http://127.0.0.1:6005"
    assert settings.actions_url == "http://127.0.0.1:6055"
    assert settings.web_url == "http://127.0.0.1:8800"


@pytest.mark.parametrize(("value", "lasts"), [("", 400), ("0", None), ("7", 7), ("36500", 36_500)])
def test_words_are_kept_for_a_number_of_days_or_for_ever(value: str, lasts: int | None) -> None:
    """Nothing said is the present default."""
    found = Settings.from_environment({"DUIZHANG_CHAT_DAYS": value}).chat_lasts
    assert found == (None if lasts is None else timedelta(days=lasts))


@pytest.mark.parametrize("value", ["-1", "36501", "1.5", "ever", "４００", "9" * 5000])
def test_a_number_of_days_that_is_none_is_refused_by_name(value: str) -> None:
    """A slip must not erase what has to be kept."""
    with pytest.raises(BadDays, match=r"DUIZHANG_CHAT_DAYS is .* from 0 \(for ever\)"):
        Settings.from_environment({"DUIZHANG_CHAT_DAYS": value})


@pytest.mark.parametrize("value", ["0", "65536", "-1", "web", "80.0", "８８００", "9" * 5000])
def test_a_bad_port_is_refused_by_name(value: str) -> None:
    """The sentence names the variable, so that the person knows where to look."""
    with pytest.raises(BadPort, match=r"DUIZHANG_WEB_PORT is .* which is no port"):
        Settings.from_environment({"DUIZHANG_WEB_PORT": value})


def test_two_processes_cannot_share_a_port() -> None:
    """Otherwise the second fails to start with a riddle in its log."""
    with pytest.raises(SamePort, match="DUIZHANG_WEB_PORT and DUIZHANG_ENGINE_PORT both say 5005"):
        Settings.from_environment({"DUIZHANG_WEB_PORT": "5005"})
