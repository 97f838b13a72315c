"""A payment under review, and a limit lowered for everybody: two matters that have nothing to do with each other."""

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.troubles.limit_mismatch import policy_tightened
from servicing.ledger.demo.troubles.payment_not_credited import risk_hold


def strike(life: Life) -> Harm:
    """The review first, then the rule for the whole product; the payment is what the borrower asks about."""
    harm = risk_hold.strike(life)
    policy_tightened.strike(life)
    return harm
