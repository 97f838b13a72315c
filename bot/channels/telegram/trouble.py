"""What it means that Telegram cannot be polled: one sentence, a next step, and how long to wait. Never the token."""

import math
from dataclasses import dataclass
from datetime import timedelta

from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.channels.telegram.settings import API, TOKEN
from bot.channels.telegram.settings import WEBHOOK as HOOK

# A wrong token or a second poller does not go away by itself, but asking seldom costs nothing.
SELDOM_SECONDS = 60.0
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 30.0


@dataclass(frozen=True)
class Trouble:
    """What is wrong, what somebody can do, and after how long it is tried again; None for a growing pause."""

    what: str
    next_step: str
    seconds: float | None = None

    def pause(self, tries: int) -> float:
        """The seconds until the next try, after so many in vain (from 1)."""
        growing = FIRST_PAUSE_SECONDS * 2 ** min(tries - 1, 10)
        return min(growing, LONGEST_PAUSE_SECONDS) if self.seconds is None else self.seconds


REFUSED = Trouble(
    "Telegram refuses the token", f"set {TOKEN} to the one that @BotFather gave, and start again", SELDOM_SECONDS
)
WEBHOOK = Trouble(
    "Telegram sends this bot's messages to a webhook elsewhere, so they cannot be fetched",
    f"remove it (deleteWebhook); or, if its address is this bot's own, set {HOOK} to it; or set {TOKEN} to that of "
    "another bot",
    SELDOM_SECONDS,
)
SECOND = Trouble(
    "another program fetches the messages of the same Telegram bot",
    f"stop the other one, or set {TOKEN} to the token of another bot",
    LONGEST_PAUSE_SECONDS,
)
TAKEN_AWAY = Trouble(
    f"Telegram no longer brings this bot's messages to {HOOK}",
    f"find out what else uses this bot's token and stop it, then start again; or set {TOKEN} to that of another bot",
)
UNREACHED = Trouble(
    f"Telegram has brought a message to {HOOK} in vain, and will bring it again",
    f"look whether {HOOK} is reached from outside, with a certificate that others trust",
)
BAD_HOOK = Trouble(
    f"Telegram does not take the address in {HOOK}", f"set {HOOK} to one that it can reach from outside", SELDOM_SECONDS
)
SLOW = Trouble("Telegram did not answer in time", "wait; if it stays so, check the network of this machine")
AWAY = Trouble("Telegram cannot be reached", f"check the network of this machine, its proxy settings and {API}")
ODD = Trouble("Telegram answered with an error", f"wait; if it stays so, check {API}")


def trouble(error: TelegramError) -> Trouble:
    """What an error says; the library's own message is not used, since some quote the token."""
    if isinstance(error, RetryAfter):
        return Trouble("Telegram asks to be polled less often", "wait", seconds_of(error))
    if isinstance(error, InvalidToken):
        return REFUSED
    if isinstance(error, Conflict):
        return WEBHOOK if "webhook" in error.message.casefold() else SECOND
    if isinstance(error, BadRequest) and "webhook" in error.message.casefold():
        return BAD_HOOK
    if isinstance(error, TimedOut):
        return SLOW
    return AWAY if isinstance(error, NetworkError) and error.__cause__ is not None else ODD


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants us to wait; the library gives it in one form or another, as its setting says."""
    wanted = error.retry_after
    seconds = wanted.total_seconds() if isinstance(wanted, timedelta) else float(wanted)
    return float(math.ceil(max(seconds, FIRST_PAUSE_SECONDS)))
