"""The engineer's report says which one has to be named, and what is missing where something cannot be told."""

from dataclasses import replace

from servicing.diagnosis.diagnosis import Diagnosis
from servicing.diagnosis.examine import Examination, examine
from servicing.diagnosis.report import as_json, report, trace
from servicing.diagnosis.story import Story
from tests.servicing.diagnosis.cases import every_case
from tests.servicing.diagnosis.test_story import struck

ALL = [case.diagnosis() for case in every_case()]


def alone(diagnosis: Diagnosis) -> Examination:
    """A diagnosis beside which nothing is found."""
    return Examination(diagnosis, (), Story())


def test_every_verdict_can_be_reported() -> None:
    """Each case of each cause, so that no value or entry lacks a way to be printed."""
    for diagnosis in ALL:
        lines = list(report(alone(diagnosis)))
        assert lines[1].startswith(f"verdict: {diagnosis.verdict} (")
        assert all("None" not in line for line in lines)


def test_what_is_missing_is_named() -> None:
    """A lender sees which table would have told."""
    untold = next(each for each in ALL if any(judged.decided_by.missing for judged in each.untold))
    assert any(": missing " in line for line in report(alone(untold)))


def test_choices_are_listed_as_they_are_asked_for() -> None:
    """So that one can be copied into the next command."""
    found = next(each for each in ALL if each.verdict == "found")
    assert found.subject
    which = replace(found, verdict="which_one", subject=None, found=(), choices=(found.subject,))
    assert any(line.startswith(f"  --subject {found.subject.ref}: ") for line in report(alone(which)))


def test_a_story_is_told_by_number() -> None:
    """Each cause with what an engineer types to ask about it, and with what brought it about."""
    lines = list(report(examine(struck("one_thing_led_to_another"), "credit_report_impact")))
    first, second, third = lines[lines.index("\nas one story:") + 1 :][:3]
    assert first.startswith("  1. auto_debit_late: auto_debit_problem --subject I")
    assert second.startswith("  2. fee_or_penalty_added: amount_mismatch --subject N")
    assert third.endswith("(because of 1)")


def test_the_json_names_the_story_and_what_is_beside_it() -> None:
    """With everything that is found elsewhere in full, once."""
    setting = struck(("payment_not_credited", "risk_hold"), ("limit_mismatch", "policy_tightened"))
    raw = as_json(examine(setting, "payment_not_credited"))
    assert [each["cause"] for each in raw["story"]] == ["risk_hold"]
    assert raw["beside"][0]["cause"] == "policy_tightened"
    assert "policy_tightened" in [found["cause"] for each in raw["elsewhere"] for found in each["found"]]


def test_the_trace_tells_every_clue_of_every_cause() -> None:
    """Found, ruled out or untold: an agent sees what was asked, what was answered, and by which rows."""
    for diagnosis in ALL:
        lines = list(trace(diagnosis))
        traces = [each.trace for each in diagnosis.found]
        traces += [each.trace for each in (*diagnosis.ruled_out, *diagnosis.untold)]
        assert sum(line.startswith("\n") for line in lines) == len(traces)
        for asked in (asked for each in traces for asked in each):
            answer = {True: "yes", False: "no", None: "cannot tell"}[asked.holds]
            assert any(line.split() == [*answer.split(), asked.clue] for line in map(_without_what_is_missing, lines))
            assert all(any(entry.reference in line.split() for line in lines) for entry in asked.entries)


def _without_what_is_missing(line: str) -> str:
    return line.partition(" (missing ")[0]


def test_the_trace_says_what_is_missing_where_it_is() -> None:
    """At the clue that could not be told, and not only beside the cause."""
    untold = next(each for each in ALL if any(judged.decided_by.missing for judged in each.untold))
    clue = next(judged.decided_by for judged in untold.untold if judged.decided_by.missing)
    assert f"  cannot tell {clue.clue} (missing {clue.missing})" in list(trace(untold))
