"""Certificates of every kind, made from a small settled account, and the voice that says them."""

import json

from bot.voice.catalogue import catalogues
from bot.voice.voice import Voice
from servicing.certificates.certificate import KINDS, Certificate, Draft, Kind
from servicing.certificates.grounds import drafted_again
from tests.servicing.account.small import NOW, setting
from tests.servicing.certificates.test_grounds import SETTLED

VOICE = Voice(catalogues())
NUMBER = "C-2026-7K4Q2M9X-4"
SUBJECTS: dict[Kind, str] = {"settlement": "N1", "repayment": "R2", "repayments": "N1"}


def certificate(kind: Kind) -> Certificate:
    """One of a kind, as the book would keep it."""
    draft = drafted_again(setting(SETTLED), kind, SUBJECTS[kind], NOW)
    assert isinstance(draft, Draft)
    says = json.dumps(draft.says, sort_keys=True)
    return Certificate(NUMBER, kind, "b1", draft.subject, says, draft.digest, NOW, None)


__all__ = ["KINDS", "NUMBER", "VOICE", "certificate"]
