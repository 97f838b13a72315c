"""What Telegram proves itself with: made once, kept, and readable by nobody else."""

from pathlib import Path

import pytest

from bot.channels.telegram import open_channel
from bot.channels.telegram.secret import FILE, secret_of
from bot.channels.telegram.settings import API, SECRET, SECRET_FORM, TOKEN, WEBHOOK, TelegramMisset, settings_in
from tests.bot.channels.telegram.house import around
from tests.bot.relay.fakes import FakeEngine

BOT, OURS = "123456:AAVerySecret", "https://bot.example/telegram"


def secret_with(folder: Path, **environ: str) -> str:
    """The secret as the settings say."""
    settings = settings_in({TOKEN: BOT, "DUIZHANG_HOME": str(folder), **environ})
    assert settings is not None
    return secret_of(settings)


def test_it_is_made_once_and_only_we_can_read_it(tmp_path: Path) -> None:
    """A restart must not shut Telegram out, and no two homes have the same."""
    first = secret_with(tmp_path / "new")
    assert secret_with(tmp_path / "new") == first != secret_with(tmp_path / "other")
    assert SECRET_FORM.fullmatch(first)
    assert (tmp_path / "new" / FILE).stat().st_mode & 0o777 == 0o600
    assert [each.name for each in (tmp_path / "new").iterdir()] == [FILE]


def test_one_that_is_set_is_used_and_none_is_made(tmp_path: Path) -> None:
    """As where several bots stand behind one address."""
    assert secret_with(tmp_path, **{SECRET: "k" * 32}) == "k" * 32
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", [b"", b"short", b"\xff" * 40, b"a b" * 20])
def test_a_damaged_file_is_named_and_nothing_else_stops(tmp_path: Path, damage: bytes) -> None:
    """An empty secret would let everybody in."""
    (tmp_path / FILE).write_bytes(damage)
    with pytest.raises(TelegramMisset, match=FILE):
        secret_with(tmp_path)
    plain = around(tmp_path, FakeEngine())
    environ = {TOKEN: BOT, WEBHOOK: OURS, "DUIZHANG_HOME": str(tmp_path)}
    channel = open_channel(type(plain)(**{**vars(plain), "environ": environ}))
    assert (list(channel.routes()), channel.sender()) == ([], None)
    assert FILE in channel.why_not


@pytest.mark.parametrize("secret", ["short", "k" * 31, "k" * 257, "k" * 32 + " !", "ü" * 40])
def test_a_secret_that_telegram_would_not_take_or_somebody_guess_is_not_shown(secret: str) -> None:
    """Most of a secret is one."""
    with pytest.raises(TelegramMisset, match=SECRET) as raised:
        settings_in({TOKEN: BOT, SECRET: secret})
    assert secret not in str(raised.value)


@pytest.mark.parametrize("address", [OURS, "https://bot.example:8443/lender/telegram"])
def test_a_webhook_is_a_public_address(address: str) -> None:
    """Its end is where the bot listens; the secret is in no print of the settings."""
    found = settings_in({TOKEN: BOT, WEBHOOK: f" {address}\n", SECRET: "k" * 32})
    assert found is not None
    assert found.webhook == address
    assert "k" * 32 not in repr(found)


@pytest.mark.parametrize(
    "address",
    [
        "bot.example/telegram",
        "http://bot.example/telegram",
        "https:///telegram",
        "https://bot.example/",
        "https://bot.example:8800/telegram",
        "https://bot.example:x/telegram",
        "https://[bot/telegram",
        "https://me:pass@bot.example/telegram",
        "https://bot.example/telegram?a=b",
        "https://bot.example/telegram#a",
    ],
)
def test_an_address_to_which_telegram_brings_nothing_is_named_before_the_start(address: str) -> None:
    """It would look as if nobody wrote."""
    with pytest.raises(TelegramMisset, match=WEBHOOK):
        settings_in({TOKEN: BOT, WEBHOOK: address})


def test_a_bot_api_server_of_ones_own_brings_to_any_address() -> None:
    """Also inside the house, without TLS."""
    address = "http://10.0.0.7:8800/telegram"
    found = settings_in({TOKEN: BOT, API: "http://10.0.0.8:8081", WEBHOOK: address})
    assert found is not None
    assert found.webhook == address
