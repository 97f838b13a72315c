"""A loan drawn a little while ago whose payout is on its way, or is about to be sent off."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying_out import arrive, draw_some, repay_since

# How long ago the loan may have been drawn for its channel to be still at it, in hours.
UNDER_WAY = {"bank_transfer": (22, 0.2), "quick_pay": (0.7, 0.05)}


def strike(life: Life) -> Harm:
    """A loan was drawn lately; a channel works on its payout, or it waits to be sent off."""
    channel = life.rng.choice(sorted(UNDER_WAY))
    drawn = draw_some(life, life.ago(*UNDER_WAY[channel]), channel)
    if channel == "quick_pay" and life.rng.random() < 0.4:
        life.drop(drawn.payout)
        return Harm(drawn.loan.loan_id, (drawn.loan,))
    return Harm(drawn.loan.loan_id, (drawn.payout,))


def near_miss(life: Life) -> None:
    """A loan was drawn lately, and its payout has arrived a few minutes ago."""
    channel = life.rng.choice(sorted(UNDER_WAY))
    most, _ = UNDER_WAY[channel]
    drawn = draw_some(life, life.ago(most, 0.4), channel)
    arrive(life, drawn, life.now - timedelta(minutes=life.rng.randint(1, 10)))
    repay_since(life)
