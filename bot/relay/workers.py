"""One worker a conversation: started when there is something to do for it, and gone when there is not."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from sqlalchemy.exc import SQLAlchemyError

from servicing.logs.context import about

DATABASE_PAUSE_SECONDS = 1.0
log = structlog.get_logger()


class Workers:
    """Does `work` for each conversation that it is told of, for several side by side, for each one at a time.

    While the database is away the work is tried again; whatever else goes wrong ends the worker, and the next time that
    the conversation is told of it gets a new one.
    """

    def __init__(self, work: Callable[[str], Awaitable[None]]) -> None:
        self._work = work
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._wanted: set[str] = set()

    def see_to(self, conversation: str) -> None:
        """There may be something to do."""
        self._wanted.add(conversation)
        if conversation not in self._workers:
            self._workers[conversation] = asyncio.create_task(self._run(conversation))

    async def settled(self, conversation: str) -> None:
        """Wait until nothing is left to do; who gives up waiting does not stop the work."""
        worker = self._workers.get(conversation)
        if worker is not None:
            await asyncio.wait([worker])

    async def stop(self) -> None:
        """End every worker where it stands."""
        workers = list(self._workers.values())
        for each in workers:
            each.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    async def _run(self, conversation: str) -> None:
        """Work until nothing waits; between finding nothing and leaving there is no pause for more to come in."""
        about(conversation)
        try:
            while conversation in self._wanted:
                self._wanted.discard(conversation)
                await self._do_what_it_can(conversation)
        finally:
            del self._workers[conversation]

    async def _do_what_it_can(self, conversation: str) -> None:
        try:
            await self._work(conversation)
        except SQLAlchemyError as failure:
            log.error("chat database away", conversation=conversation, why=str(failure).partition("\n")[0])
            await asyncio.sleep(DATABASE_PAUSE_SECONDS)
            self._wanted.add(conversation)
