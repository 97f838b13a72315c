"""How-to answers stand on the borrower's own figures where they may, and on general words everywhere else."""

from pathlib import Path

import pytest

from actions import (
    bill,
    early_repay,
    history,
    interest,
    late_cost,
    limit,
    loans,
    payments,
    reborrow,
    request_correction,
)
from actions.adapter import Act, answer
from servicing.account.history import PAGE
from servicing.ledger.slices import SETTLED_LOANS
from tests.actions.house import VOICE, house, names, only_case, replied, turn, words
from tests.servicing.account.small import ACCOUNT, repayment
from tests.small_ledger import changed

GROUNDED: dict[str, Act] = {
    "howto_early_repay": early_repay.act,
    "explain_overdue": late_cost.act,
    "explain_interest": interest.act,
    "explain_reborrow": reborrow.act,
}
# What is said of the small account on the 20th of November: the figure, and the reference that it rests on.
FIGURES = {
    "howto_early_repay": ("CN¥3,066.00", "N1"),
    "explain_overdue": ("CN¥0.60", "I1"),
    "explain_interest": ("CN¥30.00", "I2"),
    "explain_reborrow": ("CN¥7,000.00", "L1"),
}


@pytest.mark.parametrize("name", GROUNDED)
def test_the_figures_are_said_with_what_they_rest_on(tmp_path: Path, name: str) -> None:
    """Every entry that is cited can be read in the words, in every language."""
    reply = replied(GROUNDED[name], turn(name), house(tmp_path, ACCOUNT))
    assert reply.name == name
    assert all(each in words(reply, "en") for each in FIGURES[name])
    assert reply.facts["entries"]
    for language in VOICE.languages:
        assert all(entry["reference"] in words(reply, language) for entry in reply.facts["entries"])


@pytest.mark.parametrize("name", GROUNDED)
def test_who_is_not_linked_is_told_the_general_words(tmp_path: Path, name: str) -> None:
    """The same for whoever is not in the books, and when the ledger is away; no figure, and no case for a question."""
    settings = [{"borrower": None}, {"borrower": "b9"}, {"away": True}]
    said = []
    for number, setting in enumerate(settings):
        (tmp_path / str(number)).mkdir()
        where = house(tmp_path / str(number), ACCOUNT, **setting)  # type: ignore[arg-type]
        outcome = answer(GROUNDED[name], turn(name), where)
        assert names(outcome) == [name]
        said.append(words(outcome.replies[0], "en"))
    assert said[0] == said[1] == said[2]
    assert "CN¥" not in said[0]


def test_a_loan_whose_plan_does_not_fit_has_no_figure(tmp_path: Path) -> None:
    """It is named, and a person is offered instead of a guess."""
    off = changed(ACCOUNT, {"postings": {"R9": repayment("700", "2026-11-19 02:00")}})
    reply = replied(early_repay.act, turn("howto_early_repay"), house(tmp_path, off))
    assert (reply.facts["quotes"], reply.facts["without"]) == ([], ["N1"])
    assert "loan N1" in words(reply, "en")


@pytest.mark.parametrize("act", [payments.act, history.act])
def test_without_rows_it_is_said_so(tmp_path: Path, act: Act) -> None:
    """An empty answer would look like a fault."""
    reply = replied(act, turn(), house(tmp_path))
    assert reply.facts["entries"] == []
    assert words(reply, "en").startswith(("The ledger holds no", "No payment"))


def test_where_a_payment_stands_is_said_with_its_references(tmp_path: Path) -> None:
    """The payment as the borrower knows it, and the entry that credits it."""
    books = changed(
        ACCOUNT,
        {
            "payment_instructions": {"P1": {"made_at": "2026-11-20 01:00", "acknowledged_at": "2026-11-20 01:00"}},
            "channel_records": {"C1": {"instruction_id": "P1", "occurred_at": "2026-11-20 01:05"}},
            "postings": {"R2": repayment("1030", "2026-11-20 02:00", instruction_id="P1", record_id="C1")},
        },
    )
    reply = replied(payments.act, turn("ask_payment_arrived"), house(tmp_path, books))
    assert [each["state"] for each in reply.facts["payments"]] == ["posted"]
    assert [each["reference"] for each in reply.facts["entries"]] == ["P1", "R2"]
    assert all(each in words(reply, "en") for each in ("CN¥1,030.00", "P1", "R2", "credited on 20 Nov, 10:00"))


def test_the_history_goes_on_page_by_page(tmp_path: Path) -> None:
    """A button leads to what is older; a page that means nothing is the first."""
    rows = {f"Q{number}": repayment("10", f"2026-11-0{number} 02:00") for number in range(1, PAGE + 3)}
    where = house(tmp_path, changed(ACCOUNT, {"postings": rows}))
    first = replied(history.act, turn("ask_history"), where)
    second = replied(history.act, turn("ask_history", given={"subject": "2"}), where)
    assert ([len(each.facts["rows"]) for each in (first, second)], first.facts["older"]) == ([PAGE, 2], [2])
    assert second.facts["older"] == []
    for given in ("", "P1", "0" * 9, "²"):
        assert replied(history.act, turn("ask_history", given={"subject": given}), where).facts == first.facts


def test_the_loans_are_listed_with_what_is_left(tmp_path: Path) -> None:
    """By reference, with what the entries ask for."""
    reply = replied(loans.act, turn("ask_loans"), house(tmp_path, ACCOUNT))
    assert all(each in words(reply, "en") for each in ("(ref. N1)", "CN¥3,030.00", "3 instalments left"))


def test_of_many_loans_the_rest_is_counted(tmp_path: Path) -> None:
    """A list without an end helps nobody."""
    many = {f"M{number}": {"drawn_at": "2025-10-01 02:00", "status": "settled"} for number in range(10)}
    reply = replied(loans.act, turn("ask_loans"), house(tmp_path, changed(ACCOUNT, {"loans": many})))
    assert (len(reply.facts["loans"]), reply.facts["more"]) == (8, 3)
    assert "3 older ones are not listed" in words(reply, "en")


def test_loans_that_were_not_read_are_not_passed_over(tmp_path: Path) -> None:
    """With as many settled loans as are read there may be older ones; a person can give a certificate for one."""
    for settled, told in ((SETTLED_LOANS - 1, False), (SETTLED_LOANS, True)):
        (tmp_path / str(settled)).mkdir()
        rows = {f"M{number}": {"drawn_at": "2025-10-01 02:00", "status": "settled"} for number in range(settled)}
        where = house(tmp_path / str(settled), changed(ACCOUNT, {"loans": rows}))
        reply = replied(loans.act, turn("ask_loans"), where)
        assert reply.facts["unread"] is told
        assert ("A person can issue a certificate for an older one" in words(reply, "en")) is told
        assert ("更早的可以转人工开结清证明" in words(reply, "zh")) is told


def test_the_history_says_when_a_debit_really_ran(tmp_path: Path) -> None:
    """And not for when it was scheduled: three hours later, in the borrower's zone."""
    run = {"instalment_id": "I1", "instruction_id": "P1", "state": "succeeded", "scheduled_at": "2026-11-10 00:00"}
    changes = {
        "debit_runs": {"D1": {**run, "ran_at": "2026-11-10 03:00"}},
        "postings": {"R2": repayment("1030", "2026-11-10 05:00", instruction_id="P1")},
    }
    reply = replied(history.act, turn("ask_history"), house(tmp_path, changed(ACCOUNT, changes)))
    assert "deducted automatically 10 Nov 2026, 11:00" in words(reply, "en")


def test_the_history_of_loans_in_two_currencies_has_two_sums(tmp_path: Path) -> None:
    """In one sentence: the payments are counted once."""
    changes = {
        "loans": {"N2": {"drawn_at": "2026-10-01 02:00", "currency": "EUR"}},
        "postings": {
            "R2": repayment("1", "2026-11-01 02:00"),
            "R3": repayment("2", "2026-11-02 02:00", loan_id="N2", currency="EUR"),
        },
    }
    reply = replied(history.act, turn("ask_history"), house(tmp_path, changed(ACCOUNT, changes)))
    assert words(reply, "en").count("2 payments were credited") == 1
    assert words(reply, "en").partition("\n")[0].endswith("credited, €2.00 and CN¥1.00 in all.")


IN_EUROS = changed(ACCOUNT, {"postings": {"R1": {"currency": "EUR"}}})
PLAIN: dict[str, Act] = {"bill": bill.act, "limit": limit.act, "loans": loans.act}


@pytest.mark.parametrize("name", PLAIN)
def test_books_in_two_currencies_are_to_be_corrected(tmp_path: Path, name: str) -> None:
    """Instead of a figure: what is wrong, the rows, and the way to people, who get it in the right queue."""
    where = house(tmp_path, IN_EUROS)
    (reply,) = answer(PLAIN[name], turn(), where).replies
    assert reply.name == "to_be_corrected"
    assert [each["reference"] for each in reply.facts["entries"]] == ["L1" if name == "limit" else "N1", "R1"]
    for language in VOICE.languages:
        assert all(entry["reference"] in words(reply, language) for entry in reply.facts["entries"])
    pressed = [each.press for each in VOICE.say(reply.name, "en", reply.facts).buttons]
    assert pressed == ["request_correction", "human"]
    answer(request_correction.act, turn("request_correction"), where)
    assert (only_case(where).reason, only_case(where).queue) == ("correction", "data_correction")


@pytest.mark.parametrize("name", GROUNDED)
def test_general_words_come_with_what_is_to_be_corrected(tmp_path: Path, name: str) -> None:
    """How something is done can be said of any books; a figure cannot."""
    outcome = answer(GROUNDED[name], turn(name), house(tmp_path, IN_EUROS))
    assert names(outcome) == [name, "to_be_corrected"]
    assert "CN¥" not in words(outcome.replies[0], "en")


def test_of_many_rows_to_be_corrected_a_few_are_named(tmp_path: Path) -> None:
    """The rest is counted; people find them by the loan."""
    rows = {f"X{number}": repayment("1", "2026-11-19 02:00", currency="EUR") for number in range(9)}
    (reply,) = answer(bill.act, turn(), house(tmp_path, changed(ACCOUNT, {"postings": rows}))).replies
    assert (len(reply.facts["entries"]), reply.facts["more"]) == (6, 4)
    assert "and 4 more" in words(reply, "en")
