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
Keep = Callable[[Update], Awaitable[None]]
log = structlog.get_logger()


async def take(raw: Mapping[str, Any], bot: Bot, keep: Keep) -> None:
    """Have an update kept; one that is beyond us is named by its number and passed over. Raises what `AWAY` names."""
    try:
        await keep(Update.de_json(dict(raw), bot))
    except AWAY:
        raise
    except Exception as error:
        # A fault over one update, of the library's or ours, must not hold up everybody else's for ever.
        log.error("update passed over: it cannot be read", update=raw["update_id"], why=type(error).__name__)
