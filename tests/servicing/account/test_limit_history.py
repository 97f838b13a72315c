"""A line over time: each small ledger with its moments, limit, outstanding, held and available to the cent."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from servicing.account.limit import limits
from servicing.account.limit_history import LimitHistory, Mark, Moment, latest, limit_history
from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.line import all_lines
from servicing.ledger.facts import facts_of
from tests.servicing.account.small import THRESHOLDS
from tests.servicing.ledger.books import NOW as BOOKS_AT
from tests.servicing.ledger.books import healthy_lives, troubled_lives
from tests.small_ledger import changed, facts_from

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SINCE = datetime(2026, 10, 1, tzinfo=UTC)
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "limit_history.yml").read_text(encoding="utf-8")
)


def history(case: dict[str, Any], absent: tuple[str, ...] = ()) -> LimitHistory:
    """The history of the one line of a case; what a case does not say is as in the first one."""
    facts = facts_from(changed(CASES[0]["books"], case.get("changes", {})), absent)
    (line,) = all_lines(Setting(facts, NOW, THRESHOLDS))
    return limit_history(line, SINCE)


def figures(moment: Moment) -> str:
    """A moment as the cases write it."""
    amounts = (moment.limit, moment.outstanding, moment.held, moment.available)
    return " ".join([*(str(each.amount) for each in amounts), *(["stopped"] if moment.is_stopped else [])])


def written(mark: Mark) -> str:
    """A decision as the cases write it."""
    until = [f"until {mark.ends_at:%Y-%m-%d}"] if mark.ends_at else []
    withdrawn = ["withdrawn"] if mark.withdrawn else []
    return " ".join([mark.decision_id, mark.kind, str(mark.limit_after.amount), *until, *withdrawn])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_the_past_is_what_the_rows_say(case: dict[str, Any]) -> None:
    """Each moment at which something changed, and no other; each decision of the time."""
    found = history(case)
    assert {f"{each.at:%Y-%m-%d %H:%M}": figures(each) for each in found.moments} == {
        f"{at:%Y-%m-%d %H:%M}" if isinstance(at, datetime) else at: each for at, each in case["moments"].items()
    }
    assert [written(each) for each in found.marks] == case["marks"]


def test_books_without_holds_say_so() -> None:
    """Nothing held is not the same as nothing known of it."""
    assert history(CASES[0]).holds_known is True
    assert history(CASES[0], absent=("holds",)).holds_known is False


def test_the_last_moment_is_what_the_limit_is_said_to_be() -> None:
    """The picture and the words beside it agree, in every life that the demo lender can make."""
    for life in (*healthy_lives(20), *troubled_lives(2)):
        setting = Setting(facts_of(life.rows.values()), BOOKS_AT, THRESHOLDS)
        for line, said in zip(all_lines(setting), limits(setting), strict=True):
            now = limit_history(line, BOOKS_AT - timedelta(days=90)).moments[-1]
            assert (now.limit, now.outstanding, now.held, now.available) == (
                said.total_limit,
                said.outstanding,
                said.held,
                said.available,
            )


def test_a_long_history_keeps_its_end() -> None:
    """What is left out is the oldest, and the decisions of that time with it."""
    whole = history(CASES[0])
    short = latest(whole, 2)
    assert [each.at for each in short.moments] == [each.at for each in whole.moments[-2:]]
    assert (short.since, len(short.marks)) == (short.moments[0].at, 1)
    assert latest(whole, 1).marks == ()
    assert latest(whole, 100) == whole
