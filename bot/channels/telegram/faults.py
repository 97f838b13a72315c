"""What a fault of Telegram's means for something that was to be sent: not sent, in doubt, or refused."""

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.trouble import seconds_of
from bot.relay.courier import Doubtful, NotSent, Refused

REFUSED_TOKEN_SECONDS = 60.0
# Nothing was written yet when one of these came.
BEFORE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


def fault(error: TelegramError) -> NotSent | Doubtful | Refused:
    """The courier's word for it. What Telegram says of a chat is passed on; what may quote an address is not."""
    if isinstance(error, RetryAfter):
        return NotSent("Telegram wants us to wait", seconds_of(error))
    if isinstance(error, InvalidToken):
        return NotSent("Telegram refuses the token", REFUSED_TOKEN_SECONDS)
    if isinstance(error, Forbidden | ChatMigrated | BadRequest):
        return Refused(error.message)
    if isinstance(error.__cause__, BEFORE):
        return NotSent(f"Telegram cannot be reached ({type(error.__cause__).__name__})")
    return Doubtful(f"no answer that says whether it arrived ({type(error.__cause__ or error).__name__})")
