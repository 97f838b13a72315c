"""What an action is told of a turn, and what it answers: plain data, without Rasa's types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.speech import Reply


@dataclass(frozen=True)
class Turn:
    """One message of a borrower as the engine understood it.

    `given` is what a pressed button carried; `misses` counts the messages just before it that were not understood.
    """

    conversation: str
    intent: str
    text: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    slots: Mapping[str, Any] = field(default_factory=dict)
    misses: int = 0

    def slot(self, name: str) -> Any:
        """The value of a slot, None when it is not set."""
        return self.slots.get(name)


@dataclass(frozen=True)
class Outcome:
    """What an action does: what is said, which slots are set, and whether a running form ends with it."""

    replies: Sequence[Reply] = ()
    slots: Mapping[str, Any] = field(default_factory=dict)
    ends_form: bool = False


def say(name: str, **facts: Any) -> Outcome:
    """An outcome of one reply, with facts that can travel."""
    return Outcome((Reply(name, facts),))
