"""The queue of updates: a day long, in order, shorter only by what was confirmed."""

from dataclasses import dataclass

from tests.bot.telegram.calls import Call, Json
from tests.bot.telegram.clock import Clock

DAY_SECONDS = 86_400
FIRST_ID = 731_000_001
# Those that a bot gets only when it asks for them by name.
UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}
# An offset that is further ahead than this is not believed, and confirms nothing.
AHEAD = 10


@dataclass(frozen=True)
class Update:
    """One update, in which chat it arose, and until when it is kept."""

    id: int
    chat: int
    kind: str
    content: Json
    until: float

    def json(self) -> Json:
        """The Update of the documentation."""
        return {"update_id": self.id, self.kind: self.content}


class Updates:
    """What waits for the bot."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: list[Update] = []
        self._next_id = FIRST_ID
        self.allowed: list[str] = []

    def add(self, kind: str, content: Json, chat: int) -> int:
        """Its id; 0 when the bot does not want that kind and there is no update."""
        if kind not in self.allowed if self.allowed else kind in UNASKED:
            return 0
        update = Update(self._next_id, chat, kind, content, self._clock.now() + DAY_SECONDS)
        self._waiting.append(update)
        self._next_id += 1
        return update.id

    def waiting(self) -> list[Update]:
        """Everything that is not confirmed and not older than a day."""
        self._waiting = [each for each in self._waiting if each.until > self._clock.now()]
        return list(self._waiting)

    def read(self, offset: int, limit: int) -> list[Update]:
        """The oldest from the offset on; everything below it is confirmed and gone. Negative: counted from the end."""
        waiting = self.waiting()
        if offset < 0:
            self._waiting = waiting[offset:]
        elif offset <= self._next_id + AHEAD:
            self._waiting = [each for each in waiting if each.id >= offset]
        return self._waiting[:limit]

    def done(self, update: Update) -> None:
        """A webhook took it."""
        self._waiting = [each for each in self._waiting if each.id != update.id]

    def clear(self) -> None:
        """Nothing waits any more."""
        self._waiting = []

    def choose(self, call: Call) -> None:
        """Take `allowed_updates` of a call over: for updates from now on; without one, what was said before holds."""
        names = call.parsed("allowed_updates", "can't parse allowed updates")
        if isinstance(names, list):
            self.allowed = [str(each) for each in names]
