"""Books that contradict themselves: what is said of them, and that no diagnosis breaks on them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.voice.catalogue import catalogues
from servicing.diagnosis.agreement import all_contradictions
from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.diagnosis import Diagnosis
from servicing.diagnosis.examine import examine
from servicing.diagnosis.register import EVERY_SYMPTOM, symptoms
from servicing.diagnosis.views import Setting
from servicing.ledger.facts import facts_of
from servicing.ledger.fields import Record
from servicing.ledger.records import ChannelRecord, Loan, PaymentInstruction, Posting
from tests.servicing.diagnosis.cases import FOLDER, cases_in
from tests.servicing.diagnosis.spoiled import spoiled
from tests.servicing.diagnosis.whole_lives import NOW, THRESHOLDS, TROUBLES, healthy, said, struck

WORDS = catalogues()
CAUSE = "data_correction_needed"
CASES = list(cases_in(FOLDER / EVERY_SYMPTOM / f"{CAUSE}.yml"))
TROUBLE = some.sampled_from([None, *TROUBLES])
SYMPTOM = some.sampled_from(sorted(symptoms()))
# A row that is there twice cannot be written in a case, whose rows go by their references.
SHOWN_HERE = {"same_reference_twice"}


def causes(diagnosis: Diagnosis) -> list[str]:
    """The names of what was found."""
    return [each.cause for each in diagnosis.found]


def test_every_contradiction_is_shown_in_a_case() -> None:
    """One that no ledger shows is one that nobody has seen at work."""
    told = [found for case in CASES if case.is_found for found in case.diagnosis().found]
    shown = [str(each.details["contradictions"]) for each in told]
    assert {code for codes in shown for code in codes.split()} | SHOWN_HERE == set(all_contradictions())


@pytest.mark.parametrize("language", WORDS)
def test_every_contradiction_has_a_word(language: str) -> None:
    """And no word is left of one that is gone."""
    assert set(WORDS[language].words["contradictions"]) == set(all_contradictions())


def test_of_books_that_contradict_themselves_nothing_else_is_told() -> None:
    """Each other cause is left open, and says what it would need."""
    diagnosis = CASES[0].diagnosis()
    assert causes(diagnosis) == [CAUSE]
    assert {each.cause for each in diagnosis.untold} == set(symptoms()[diagnosis.symptom].own)
    assert {asked.missing for each in diagnosis.untold for asked in each.trace} == {"books that agree"}
    assert diagnosis.ruled_out == ()


@pytest.mark.parametrize("kind", [Loan, Posting, PaymentInstruction, ChannelRecord])
def test_a_row_that_is_there_twice_is_a_contradiction(kind: type[Record]) -> None:
    """A careless view gives a row twice; every sum over it would be wrong."""
    twice = next(row for row in healthy() if type(row) is kind)
    diagnosis = said([*healthy(), twice], "limit_mismatch")
    assert causes(diagnosis) == [CAUSE]
    assert "same_reference_twice" in str(diagnosis.found[0].details["contradictions"]).split()


def _with_a_wrong_sum(rows: tuple[Record, ...]) -> tuple[str, list[Record]]:
    """The loan on which something was repaid last, and its first posting with parts that come to something else."""
    repaid = [each for each in rows if isinstance(each, Posting) and each.kind == "repayment"]
    loan_id = max(repaid, key=lambda each: each.posted_at).loan_id
    wrong = next(each for each in rows if isinstance(each, Posting) and each.loan_id == loan_id)
    return loan_id, [replace(wrong, fees=wrong.fees + 1) if row is wrong else row for row in rows]


@pytest.mark.parametrize("number", range(1, 6))
def test_it_is_not_asked_which_payment_is_meant(number: int) -> None:
    """What is wrong with a loan is wrong for each of its payments; a question back would help nobody."""
    _, rows = _with_a_wrong_sum(healthy(number))
    assert causes(said(rows, "payment_not_credited")) == [CAUSE]


@pytest.mark.parametrize("number", range(1, 6))
def test_the_rows_of_other_loans_do_not_matter(number: int) -> None:
    """One broken loan does not keep us from answering about another."""
    broken, rows = _with_a_wrong_sum(healthy(number))
    loans = {each.loan_id for each in rows if isinstance(each, Loan)}
    told = {loan: causes(said(rows, "credit_report_impact", loan)) for loan in loans}
    assert {loan for loan, found in told.items() if found == [CAUSE]} == {broken}
    assert len(told) > 1


@pytest.mark.parametrize("number", range(1, 6))
def test_it_is_told_once_beside_another_question(number: int) -> None:
    """The same broken rows stand in the way of many symptoms, and are still one matter."""
    _, rows = struck("settled_shows_unpaid", CAUSE, number)
    beside = examine(Setting(facts_of(rows), NOW, THRESHOLDS), "auto_debit_problem").story
    assert [each.found.cause for each in (*beside.chapters, *beside.beside)] == [CAUSE]


@settings(max_examples=20, deadline=None)
@given(TROUBLE, some.integers(0, 2**32), some.sampled_from((1, 4, 30)), SYMPTOM)
def test_no_diagnosis_breaks_on_spoiled_books(
    trouble: tuple[str, str] | None, seed: int, times: int, asked: str
) -> None:
    """Whatever a live database holds, a borrower gets an answer to each symptom, with all that is found beside it."""
    rows = struck(*trouble)[1] if trouble else healthy()
    setting = Setting(facts_of(spoiled(rows, seed, times)), NOW, THRESHOLDS)
    assert all(diagnose(setting, name).verdict for name in symptoms())
    assert examine(setting, asked).asked.verdict
