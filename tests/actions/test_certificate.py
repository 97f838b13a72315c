"""Certificates in a talk: offered for what the ledger bears, issued once, refused with the reason."""

from pathlib import Path

import pytest

from actions.adapter import answer
from actions.certificate import act
from actions.house import House
from servicing.certificates.certificate import number_in
from tests.actions.house import house, names, replied, turn, words
from tests.servicing.account.small import ACCOUNT
from tests.servicing.certificates.test_grounds import SETTLED
from tests.small_ledger import changed

PAID_OFF = changed(ACCOUNT, SETTLED)


def pressed(where: House, given: str) -> dict[str, object]:
    """What comes of pressing an offer."""
    return dict(replied(act, turn("request_certificate", given={"subject": given}), where).facts)


def test_what_the_ledger_bears_is_offered(tmp_path: Path) -> None:
    """The settled loan's certificate, its repayments, and the last payment alone, each as a button."""
    reply = replied(act, turn("request_certificate"), house(tmp_path, PAID_OFF))
    offers = ["settlement:N1", "repayments:N1", "repayment:R3"]
    assert [each["given"] for each in reply.facts["options"]] == offers
    assert reply.facts["refused"] == []


def test_an_open_loan_is_refused_with_what_is_owed(tmp_path: Path) -> None:
    """Before anything is pressed, and for a button of before."""
    where = house(tmp_path, ACCOUNT)
    reply = replied(act, turn("request_certificate"), where)
    assert (reply.facts["options"], [each["reason"] for each in reply.facts["refused"]]) == ([], ["still_owed"])
    assert "CN¥3,030.00" in words(reply, "en")
    assert pressed(where, "settlement:N1")["reason"] == "still_owed"


def test_it_is_issued_once_and_its_number_travels_as_a_document(tmp_path: Path) -> None:
    """Asked again it is the same one; the number is said, and kept in our own database."""
    where = house(tmp_path, PAID_OFF)
    first, again = pressed(where, "settlement:N1"), pressed(where, "settlement:N1")
    number = str(first["certificate"])
    assert first == again
    assert first["documents"] == [{"kind": "settlement", "number": number}]
    kept = where.certificates.find(number)
    assert (number_in(number), kept and kept.subject) == (number, "N1")
    reply = replied(act, turn("request_certificate", given={"subject": "settlement:N1"}), where)
    assert number in words(reply, "zh")


@pytest.mark.parametrize("given", ["settlement:N9", "repayment:P1", "repayments:", "repayment:R1"])
def test_what_is_not_the_borrowers_is_refused(tmp_path: Path, given: str) -> None:
    """A button of another talk means nothing here, and no document comes of it."""
    where = house(tmp_path, PAID_OFF)
    told = pressed(where, given)
    assert str(told["reason"]).startswith("no_such_")
    assert "documents" not in told


def test_a_word_that_is_no_offer_is_asked_anew(tmp_path: Path) -> None:
    """Such as the reference that a button of another question carries."""
    assert "options" in pressed(house(tmp_path, PAID_OFF), "N1")


def test_nobody_unproved_gets_a_certificate(tmp_path: Path) -> None:
    """Asked plainly: the general words; with a button: the same as to every question about an account."""
    where = house(tmp_path, PAID_OFF, borrower=None)
    plain = answer(act, turn("request_certificate"), where)
    assert (names(plain), plain.replies[0].facts["options"]) == (["request_certificate"], [])
    button = answer(act, turn("request_certificate", given={"subject": "settlement:N1"}), where)
    assert names(button) == ["not_linked"]
