"""Clues about what was charged on a loan beyond what its plan asks: fees, penalties and interest, line by line."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from servicing.diagnosis.answer import Answer, no, whether, yes
from servicing.diagnosis.views.loan import LoanView
from servicing.lasting import once
from servicing.ledger.records import Instalment, Posting
from servicing.money import Money, total

CHARGES = ("interest", "fee", "penalty")


def something_was_charged_beyond_the_plan(loan: LoanView) -> Answer:
    """Lately a fee, a penalty or interest was booked that no instalment of the plan asks for."""
    shown = _ends_of_each_kind(charged_beyond_the_plan(loan))
    return yes(*shown, *_instalments_that_ask_for_less(loan, shown)) if shown else no()


def it_was_not_waived(loan: LoanView) -> Answer:
    """What was waived since does not make up for it."""
    return whether(left_of_the_charges(loan).amount > 0, *_waivers(loan)[:1])


def nothing_was_charged_beyond_the_plan(loan: LoanView) -> Answer:
    """Whatever was charged lately is asked for by the plan, or was waived."""
    extra = charged_beyond_the_plan(loan)
    if extra and left_of_the_charges(loan).amount > 0:
        return no(*_ends_of_each_kind(extra))
    return yes(*loan.recent("interest")[:1], *_waivers(loan)[:1])


@once
def charged_beyond_the_plan(loan: LoanView) -> tuple[Posting, ...]:
    """The recent charges that are more than their instalment asks for, the latest first."""
    return tuple(each for each in loan.recent(*CHARGES) if each.amount > 0 and _beyond(loan, each) > 0)


def extra_of(loan: LoanView, kind: str) -> Money:
    """How much more of a kind was charged than the plan asks for."""
    beyond = {each.instalment_id: _beyond(loan, each) for each in charged_beyond_the_plan(loan) if each.kind == kind}
    return total(beyond.values(), loan.loan.currency)


@once
def left_of_the_charges(loan: LoanView) -> Money:
    """What was charged beyond the plan, less what was waived."""
    charged = total((extra_of(loan, kind).amount for kind in CHARGES), loan.loan.currency)
    return charged - waived(loan)


def waived(loan: LoanView) -> Money:
    """What was waived of those charges, or may have been: since the first of them."""
    return total((-each.amount for each in _waivers(loan)), loan.loan.currency)


@once
def _waivers(loan: LoanView) -> tuple[Posting, ...]:
    """The recent waivers since the first charge beyond the plan, the latest first: none waives what comes after it."""
    began = min((each.posted_at for each in charged_beyond_the_plan(loan)), default=None)
    return tuple(each for each in loan.recent("waiver") if began and each.posted_at >= began)


def _beyond(loan: LoanView, charge: Posting) -> Decimal:
    """How far all charges of its kind on its instalment exceed what that instalment asks for.

    What names no instalment cannot be held against one: interest is taken as the plan's, a fee as one on its own, and
    only the recent ones count.
    """
    if charge.kind == "interest" and charge.instalment_id is None:
        return Decimal(0)
    charged = _charged(loan)[charge.kind, charge.instalment_id]
    return charged - _asked(_instalment_of(loan, charge), charge.kind)


@once
def _charged(loan: LoanView) -> Mapping[tuple[str, str | None], Decimal]:
    """What was charged in all, by kind and instalment; of what names no instalment, only lately."""
    found: defaultdict[tuple[str, str | None], Decimal] = defaultdict(Decimal)
    since = loan.setting.since("recent_change")
    for each in loan.postings:
        if each.kind in CHARGES and (each.instalment_id or each.posted_at >= since):
            found[each.kind, each.instalment_id] += each.amount
    return found


def _instalment_of(loan: LoanView, charge: Posting) -> Instalment | None:
    return loan.instalments_by_reference.get(charge.instalment_id or "")


def _instalments_that_ask_for_less(loan: LoanView, charges: Iterable[Posting]) -> tuple[Instalment, ...]:
    """What the plan asks for, where it asks for some of that kind at all: a line to compare the charge with."""
    asking = ((_instalment_of(loan, each), each.kind) for each in charges)
    return tuple(dict.fromkeys(each for each, kind in asking if each and _asked(each, kind) > 0))


def _asked(instalment: Instalment | None, kind: str) -> Decimal:
    if instalment is None or kind == "penalty":
        return Decimal(0)
    return instalment.interest if kind == "interest" else instalment.fees


def _ends_of_each_kind(charges: Iterable[Posting]) -> list[Posting]:
    """The first and the last of each kind: a penalty that is booked daily would fill the page."""
    shown: list[Posting] = []
    for kind in CHARGES:
        of_kind = sorted((each for each in charges if each.kind == kind), key=lambda each: each.posted_at)
        shown += [*of_kind[:1], *of_kind[1:][-1:]]
    return shown
