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
from servicing.cases.case import new_case
from servicing.errors import CasesUnreachable

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
            borrower_id = self.access.borrower_if_proved(turn.conversation)
            case = new_case("engine_failed", turn.conversation, borrower_id, self.clock(), language=language)
            return self.cases.open(case).number
        except CasesUnreachable:
            return None
