"""The engineer's report says which one has to be named, and what is missing where something cannot be told."""

from dataclasses import replace

from servicing.diagnosis.report import report, trace
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
