"""What happens when the engine cannot answer: the borrower is told, and a case is on record for a person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.relay.messages import Said, Turn
from bot.voice.notice import notice
from bot.voice.voice import Voice
from servicing.access import Access
from servicing.cases.book import CaseBook
from servicing.cases.case import Case, new_number
from servicing.errors import CasesUnreachable, NotProven

REPLY = "engine_away"


@dataclass(frozen=True)
class CaseAndApology:
    """Opens a case where it can, and says so; where it cannot, it says only what is true."""

    voice: Voice
    rules: Mapping[str, Mapping[str, Any]]
    cases: CaseBook
    access: Access
    clock: Callable[[], datetime]

    def __call__(self, turn: Turn) -> Said:
        """The words for a turn that failed."""
        language = notice(turn.text, self.rules) or turn.language
        facts = {"case": self._case(turn, language)}
        return Said(self.voice.say(REPLY, language, facts).text, REPLY, facts)

    def _case(self, turn: Turn, language: str | None) -> str | None:
        try:
            return self.cases.open(
                Case(
                    number=new_number(),
                    conversation=turn.conversation,
                    borrower_id=self._borrower(turn),
                    reason="engine_failed",
                    queue="general",
                    symptom=None,
                    language=language,
                    state="open",
                    opened_at=self.clock(),
                    diagnosis=None,
                )
            ).number
        except CasesUnreachable:
            return None

    def _borrower(self, turn: Turn) -> str | None:
        try:
            return self.access.borrower_of(turn.conversation)
        except NotProven:
            return None
