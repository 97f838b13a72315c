"""Runs a turn inside Rasa: each message once, one at a time in a conversation, and whole or not at all.

Rasa keeps what happened in a conversation at the end of a turn, in one transaction of its tracker store. So an answer
stands there before anybody hears it, and is read from there when the message comes again. A turn in which anything
failed is not kept: neither its words nor its slots, so that the next try starts where this one did.
"""

from __future__ import annotations

import asyncio
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.answers import Reply, answer_to, reply_of
from bot.engine.erasing import erased
from bot.engine.faults import noted_faults
from bot.engine.one_at_a_time import OneAtATime

# The relay has given up by then. Rasa's own lock holds for a minute: a turn has to be over before that.
LONGEST_SECONDS = 25.0
KINDS = ("user", "bot")


class Collected(OutputChannel):
    """Keeps what is said in a turn whole, instead of cutting it up for a messaging app."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name in the engine."""
        return "turns"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep a message."""
        self.replies.append(reply_of(message))


class Turns:
    """Answers turns; those of one conversation wait for each other."""

    def __init__(self) -> None:
        self._turns = OneAtATime(LONGEST_SECONDS)

    async def erase(self, agent: Agent, conversation: str) -> int:
        """Forget a conversation, between two turns of it; how many events there were. Raises as `erased` does."""
        return await self._turns.run(conversation, lambda: erased(agent, conversation))

    async def answer(self, agent: Agent, message: UserMessage) -> dict[str, Any]:
        """`{"complete", "repeated", "replies", "faults"}`; `message` has to come with a `Collected` as its output.

        A turn that has begun is brought to its end also when whoever asked has gone, because what its actions did stays
        done: the answer is there when the message comes again.
        """
        try:
            return await self._turns.run(message.sender_id, lambda: _turn(agent, message))
        except asyncio.TimeoutError:
            return _answer([], [f"not answered within {LONGEST_SECONDS:g} seconds"])


async def _turn(agent: Agent, message: UserMessage) -> dict[str, Any]:
    """Rasa's lock guards against whatever else reaches the conversation, in this process or another."""
    said: list[Reply] = message.output_channel.replies
    processor = agent.processor
    with noted_faults() as faults:
        async with agent.lock_store.lock(message.sender_id):
            # Whole, because sessions never expire (domain.yml).
            tracker = await processor.fetch_tracker_and_update_session(message.sender_id, message.output_channel)
            before = answer_to(message.message_id, _events(tracker))
            if before is not None:
                return _answer(before, [], repeated=True)
            # A store that cannot be read says so in the log only, and would let the conversation begin anew.
            if not faults:
                tracker = await _played(processor, message, tracker)
                if said and not faults:
                    await processor.save_tracker(tracker)
    return _answer(said, faults)


async def _played(
    processor: MessageProcessor, message: UserMessage, tracker: DialogueStateTracker
) -> DialogueStateTracker:
    """What `handle_message` of Rasa 3.6 does, but for the saving: it saves a turn that failed, too."""
    await processor._handle_message_with_tracker(message, tracker)
    tracker = await processor.run_action_extract_slots(message.output_channel, tracker)
    await processor._run_prediction_loop(message.output_channel, tracker)
    return tracker


def _events(tracker: DialogueStateTracker) -> list[dict[str, Any]]:
    return [each.as_dict() for each in tracker.events if each.type_name in KINDS]


def _answer(replies: list[Reply], faults: list[str], repeated: bool = False) -> dict[str, Any]:
    complete = bool(replies) and not faults
    return {"complete": complete, "repeated": repeated, "replies": replies, "faults": faults}
