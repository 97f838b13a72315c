"""What can go wrong between the bot and Telegram, as a test orders it."""

from collections import defaultdict
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """How a call goes wrong.

    status: the answer is this error; 0: there is no answer, the line breaks.
    accepted: the call is carried out all the same, and nobody hears of it.
    silent_seconds: nothing is heard for so long before that.
    retry_after: seconds, for a 429.
    """

    status: int = 0
    accepted: bool = False
    silent_seconds: float = 0.0
    retry_after: int = 0


class Faults:
    """What is ordered and has not happened yet, by the method's name."""

    def __init__(self) -> None:
        self._ordered: dict[str, list[Fault]] = defaultdict(list)

    def order(self, method: str, fault: Fault, times: int) -> None:
        """So many calls of this method go wrong in this way, after those that were ordered before."""
        self._ordered[method.lower()] += [fault] * times

    def take(self, method: str) -> Fault | None:
        """What goes wrong with this call."""
        ordered = self._ordered[method.lower()]
        return ordered.pop(0) if ordered else None
