"""The engineer's report says which one has to be named, and what is missing where something cannot be told."""

from dataclasses import replace

from servicing.diagnosis.report import report
from tests.servicing.diagnosis.cases import every_case

ALL = [case.diagnosis() for case in every_case()]


def test_every_verdict_can_be_reported() -> None:
    """Each case of each cause, so that no value or entry lacks a way to be printed."""
    for diagnosis in ALL:
        lines = list(report(diagnosis))
        assert lines[1].startswith(f"verdict: {diagnosis.verdict} (")
        assert all("None" not in line for line in lines)


def test_what_is_missing_is_named() -> None:
    """A lender sees which table would have told."""
    untold = next(each for each in ALL if any(judged.decided_by.missing for judged in each.untold))
    assert any(": missing " in line for line in report(untold))


def test_choices_are_listed_as_they_are_asked_for() -> None:
    """So that one can be copied into the next command."""
    found = next(each for each in ALL if each.verdict == "found")
    assert found.subject
    which = replace(found, verdict="which_one", subject=None, found=(), choices=(found.subject,))
    assert any(line.startswith(f"  --subject {found.subject.ref}: ") for line in report(which))
