"""A person is wanted, or a complaint or a hardship is brought: a case at once, whatever was being talked about."""

from actions.case_opening import open_case, what_is_known
from actions.house import House
from actions.speech import Reply
from actions.turn import Outcome, Turn
from servicing.cases.case import Reason

REASONS: dict[str, Reason] = {"human": "human", "complaint": "complaint", "request_extension": "hardship"}


def act(turn: Turn, house: House) -> Outcome:
    """Open the case and say its number; a running question ends."""
    reason = REASONS.get(turn.intent, "human")
    case = open_case(turn, house, reason, what_is_known(turn, house))
    facts = {"case": case.number, "reason": reason}
    return Outcome((Reply("case_opened", facts),), slots={"offered": None}, ends_form=True)
