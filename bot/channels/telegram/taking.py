"""One update as Telegram tells it: kept, or named and passed over, however it came."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot, Update

from servicing.errors import CasesUnreachable

# What Telegram is asked for, by whichever way.
WANTED = ("message", "edited_message", "callback_query")
# A database is away: the update is not kept, and has to come again.
AWAY = (SQLAlchemyError, CasesUnreachable)
# What every message has: who wrote it, where and when.
WHO = ("message_id", "date", "chat", "from")
Keep = Callable[[Update], Awaitable[None]]
log = structlog.get_logger()


async def take(raw: Mapping[str, Any], bot: Bot, keep: Keep) -> None:
    """Have an update kept; one that is beyond us is named by its number and passed over. Raises what `AWAY` names."""
    try:
        await keep(_parsed(raw, bot))
    except AWAY:
        raise
    except Exception as error:
        # A fault over one update, of the library's or ours, must not hold up everybody else's for ever.
        log.error("update passed over: it cannot be read", update=raw["update_id"], why=type(error).__name__)


def _parsed(raw: Mapping[str, Any], bot: Bot) -> Update:
    """The update; of a message with something in it that the library cannot read, who wrote it: they are told so."""
    try:
        return Update.de_json(dict(raw), bot)
    except Exception as error:
        log.warning("update read in part only", update=raw["update_id"], why=type(error).__name__)
        return Update.de_json({name: _bare(value) for name, value in raw.items()}, bot)


def _bare(value: Any) -> Any:
    return {name: value[name] for name in WHO if name in value} if isinstance(value, Mapping) else value
