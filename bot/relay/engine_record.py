"""The engine keeps a record of each conversation of its own: what has to be erased there is asked for here."""

from dataclasses import dataclass

import httpx
import structlog

log = structlog.get_logger()


@dataclass(frozen=True)
class EngineRecord:
    """The engine's record, over the loopback."""

    client: httpx.AsyncClient

    async def erase(self, conversation: str) -> bool:
        """Have a conversation erased, whether there is one or not; False where the engine did not say that it is."""
        try:
            answer = await self.client.delete(f"/webhooks/turns/record/{conversation}")
            answer.raise_for_status()
        except httpx.HTTPError as fault:
            log.warning("not erased in the engine for now", conversation=conversation, why=type(fault).__name__)
            return False
        return True
