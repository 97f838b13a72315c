"""A settlement certificate or a repayment proof: offered for what the ledger bears, issued, or why there is none."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from actions.grounding import grounded
from actions.house import House
from actions.speech import Reply
from actions.turn import Outcome, Turn
from servicing.certificates.certificate import KINDS, Draft, Kind
from servicing.certificates.grounds import Refusal, drafted_again
from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.loan import LoanView, all_loans
from servicing.wire import wire

MOST_LOANS = 4
BETWEEN = ":"


def act(turn: Turn, house: House) -> Outcome:
    """Issue what a button names; otherwise offer what there is."""
    kind, subject = _chosen(turn.given.get("subject") or "")
    if kind is None:
        return grounded("request_certificate", turn, house, _offers, {"options": [], "refused": []})
    setting = house.setting(turn.conversation)
    draft = drafted_again(setting, kind, subject, setting.now)
    told = _refused(draft) if isinstance(draft, Refusal) else _issued(draft, setting, house)
    return Outcome((told,))


def _chosen(given: str) -> tuple[Kind | None, str]:
    """The kind and the subject of a button such as `settlement:N0001-006`."""
    named, _, subject = given.partition(BETWEEN)
    return next((each for each in KINDS if each == named), None), subject


def _issued(draft: Draft, setting: Setting, house: House) -> Reply:
    """Issue it; the number is the document, and its entries are those that stand on it."""
    number = house.certificates.issue(draft, setting.now).number
    facts = {"certificate": number, "documents": [{"kind": draft.kind, "number": number}]}
    return Reply(
        "certificate_issued", {**draft.says, **facts, "entries_count": len(draft.says["entries"]), "entries": []}
    )


def _refused(refusal: Refusal) -> Reply:
    return Reply("certificate_refused", wire(refusal))


def _offers(setting: Setting) -> Mapping[str, Any]:
    """What can be issued, each as a button, and why a loan has no settlement certificate."""
    loans = all_loans(setting)[:MOST_LOANS]
    drafts = [drafted_again(setting, "settlement", each.ref, setting.now) for each in loans]
    found: Mapping[str, Any] = wire(
        {
            "options": [_option(each) for each in (*drafts, *_proofs(setting, loans)) if isinstance(each, Draft)],
            "refused": [each for each in drafts if isinstance(each, Refusal)],
            "entries": [],
        }
    )
    return found


def _proofs(setting: Setting, loans: Sequence[LoanView]) -> Iterator[Draft | Refusal]:
    """The repayments of each loan, and the last payment of all."""
    yield from (drafted_again(setting, "repayments", each.ref, setting.now) for each in loans)
    repaid = [each for each in setting.facts.postings if each.kind == "repayment"]
    last = max(repaid, key=lambda each: each.posted_at, default=None)
    if last:
        yield drafted_again(setting, "repayment", last.posting_id, setting.now)


def _option(draft: Draft) -> dict[str, Any]:
    return {
        "given": f"{draft.kind}{BETWEEN}{draft.subject}",
        "kind": draft.kind,
        "subject": draft.subject,
        "paid": draft.says["paid"],
    }
