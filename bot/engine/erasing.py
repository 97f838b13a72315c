"""Erases a conversation from the engine's record: Rasa itself has no way to."""

from __future__ import annotations

from typing import Any

from rasa.core.agent import Agent
from rasa.core.tracker_store import SQLTrackerStore


async def erased(agent: Agent, conversation: str) -> int:
    """How many events there were; raises `TypeError` where the record is no SQL store, or what its database raises."""
    store = _innermost(agent.tracker_store)
    if not isinstance(store, SQLTrackerStore):
        raise TypeError(f"a record in {type(store).__name__} cannot be erased")
    async with agent.lock_store.lock(conversation):
        with store.session_scope() as session:
            theirs = session.query(store.SQLEvent).filter(store.SQLEvent.sender_id == conversation)
            count = int(theirs.delete(synchronize_session=False))
            session.commit()
    return count


def _innermost(store: Any) -> Any:
    """The store itself: Rasa wraps it, so that faults of it are survived."""
    while hasattr(store, "_tracker_store"):
        store = store._tracker_store
    return store
