"""Evidence that is pasted as text: read, matched against the books, and put on record for a person."""

from actions.case_opening import open_case, what_is_known
from actions.house import House
from actions.speech import Reply
from actions.turn import Outcome, Turn
from servicing.diagnosis.views import Setting
from servicing.errors import NotProven, UnknownBorrower
from servicing.evidence.matching import Match, match
from servicing.evidence.reading import Reading, read
from servicing.wire import wire

# Whether a text can be read at all does not depend on where its reader lives.
ANY_ZONE = "UTC"
FIELDS = ("amount", "paid_at", "reference", "account_ending", "payee")


def read_pasted(turn: Turn, house: House) -> Outcome | None:
    """What a pasted notice or receipt says, and what it fits; None when the text is none, or nobody is proved.

    Raises `LedgerUnreachable` or `CasesUnreachable`.
    """
    if read(turn.text, house.clock(), ANY_ZONE) is None:
        return None
    try:
        setting = house.setting(turn.conversation)
    except (NotProven, UnknownBorrower):
        return None
    reading = read(turn.text, setting.now, setting.facts.borrower.time_zone)
    if reading is None:
        return None
    case = open_case(turn, house, "evidence", what_is_known(turn, house))
    facts = _told(setting, reading, match(reading, setting.facts, house.thresholds))
    return Outcome((Reply("evidence_read", {**facts, "case": case.number}),))


def _told(setting: Setting, reading: Reading, found: Match) -> dict[str, object]:
    candidates = [
        {"subject": each.subject, "entries": each.entries, "differs": [one.what for one in each.differs]}
        for each in found.candidates
    ]
    said = {name: value for name, value in vars(reading).items() if name in FIELDS}
    told: dict[str, object] = wire({"outcome": found.outcome, "candidates": candidates, "said": said})
    return {"zone": setting.facts.borrower.time_zone, **told}
