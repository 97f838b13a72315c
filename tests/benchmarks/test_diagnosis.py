"""The benchmark of the diagnosis: what it counts as found, missed, told or falsely claimed."""

from dataclasses import replace
from datetime import datetime

import pytest

from benchmarks.diagnosis.__main__ import NOW, main
from benchmarks.diagnosis.asking import desk_over
from benchmarks.diagnosis.cohorts import Known, Sizes
from benchmarks.diagnosis.counting import Asked, entries_are_right, is_told, outcome
from benchmarks.diagnosis.matrix import matrix
from benchmarks.diagnosis.measuring import measure
from servicing.diagnosis.register import symptoms


def answers() -> list[tuple[Known, Asked]]:
    """What a borrower with each of some troubles is told when they ask about it."""
    with desk_over(Sizes(1, 0, 0, 0), 7, NOW) as (desk, drawn):
        known = [each.known[0] for each in drawn][::9]
        borrowers = [each.borrower_id for each in drawn][::9]
        return [(each, desk.ask(who, each.symptom)) for each, who in zip(known, borrowers, strict=True)]


def test_a_wrong_answer_is_counted_as_wrong() -> None:
    """Another cause, subject or proof than the truth's; a benchmark that never says so proves nothing."""
    for known, asked in answers():
        assert outcome(known, asked.examination.asked) == "found"
        assert entries_are_right(known, asked)
        assert outcome(replace(known, subject="elsewhere"), asked.examination.asked) == "missed"
        assert outcome(replace(known, key=(known.key[0], "another")), asked.examination.asked) == "missed"
        assert not entries_are_right(replace(known, proof=frozenset({*known.proof, ("loans", "N0")})), asked)
        assert not entries_are_right(replace(known, proof=frozenset()), asked)
        assert is_told(known, asked.examination)
        assert not is_told(replace(known, key=(known.key[0], "another")), asked.examination)


def test_everybody_is_asked_and_counted() -> None:
    """The healthy in every symptom, and those in trouble once rightly and once wrongly."""
    with desk_over(Sizes(1, 0, 2, 2), 7, NOW) as (desk, drawn):
        result = measure(desk, drawn[-10:], 7, lambda _: None)
    assert sum(each.drawn for each in result.rows.values()) == 6
    assert sum(each.wrong_symptom.total() for each in result.rows.values()) == 6
    assert (result.asked_well["healthy"], result.claimed_of_well["healthy"]) == (2, 0)
    assert sum(result.together.values()) == 2
    assert matrix(result).count("<rect") >= 6


def test_the_same_seed_draws_the_same_borrowers() -> None:
    """So that a figure can be had again."""

    def drawn(seed: int, now: datetime = NOW) -> list[object]:
        with desk_over(Sizes(0, 0, 3, 0), seed, now) as (_, found):
            return list(found)

    assert drawn(7) == drawn(7) != drawn(8)


def test_it_prints_a_row_a_cause(capsys: pytest.CaptureFixture[str]) -> None:
    """Also for those of which nobody was drawn."""
    assert main(["--each", "0", "--near", "0", "--together", "0", "--healthy", "1"]) == 0
    printed = capsys.readouterr().out
    assert all(f"`{name}` / `{cause}`" in printed for name, each in symptoms().items() for cause in each.own)


def test_a_number_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """With a sentence."""
    with pytest.raises(SystemExit):
        main(["--each", "many"])
    assert "'many' is no number of borrowers" in capsys.readouterr().err
