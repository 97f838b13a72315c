"""Business days: weekends, holidays and days worked in exchange, and windows that run only while banks work."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from servicing.calendars import Calendar, read_calendars
from servicing.diagnosis.thresholds import CALENDARS, HERE, load
from servicing.diagnosis.windows import window_end
from servicing.errors import ThresholdRefused

FOLDER = HERE / CALENDARS
CHINA = read_calendars(FOLDER)["CNY"]
DAY = timedelta(days=1)

THEIRS = """
zone: Europe/Berlin
weekend: [sunday]
years:
  - source: a test
    holidays: [2026-12-25]
"""


def utc(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        ("2026-11-20", True),
        ("2026-11-21", False),
        ("2026-10-01", False),
        ("2026-10-08", True),
        ("2026-10-10", True),
        ("2026-02-14", True),
        ("2026-02-23", False),
    ],
    ids=["Friday", "Saturday", "holiday", "after it", "Saturday worked", "Saturday worked before", "Monday off"],
)
def test_a_day_is_worked_as_the_state_council_says(day: str, is_open: bool) -> None:
    """A Saturday may be a business day and a Monday none."""
    assert CHINA.is_open(date.fromisoformat(day)) is is_open


@pytest.mark.parametrize(
    ("began", "ends"),
    [
        ("2026-11-18 02:00", "2026-11-19 02:00"),
        ("2026-11-18 08:59", "2026-11-19 08:59"),
        ("2026-11-18 09:00", "2026-11-19 16:00"),
        ("2026-11-20 02:00", "2026-11-23 02:00"),
        ("2026-11-20 10:00", "2026-11-23 16:00"),
        ("2026-11-21 02:00", "2026-11-23 16:00"),
        ("2026-09-30 02:00", "2026-10-08 02:00"),
        ("2026-10-09 10:00", "2026-10-10 16:00"),
    ],
)
def test_a_day_of_a_resting_channel_runs_on_business_days(began: str, ends: str) -> None:
    """The cut-off is at five in the afternoon in China; what comes later, or on a day of rest, starts at midnight."""
    assert CHINA.end_of(DAY, utc(began), cut_off_hour=17) == utc(ends)


def test_a_day_with_a_change_of_clocks_has_its_own_length() -> None:
    """From Friday noon to Monday noon in New York, the clocks having gone back on the Sunday between."""
    america = read_calendars(FOLDER)["USD"]
    assert america.end_of(DAY, utc("2026-10-30 16:00")) == utc("2026-11-02 17:00")


@pytest.mark.parametrize(
    ("channel", "currency", "ends"),
    [
        ("quick_pay", "CNY", "2026-11-26 05:00"),
        ("bank_transfer", "CNY", "2026-11-27 03:00"),
        ("bank_transfer", "USD", "2026-11-28 05:00"),
        ("bank_transfer", "XXX", "2026-11-27 03:00"),
    ],
)
def test_a_window_rests_only_where_its_channel_does(channel: str, currency: str, ends: str) -> None:
    """On a Thursday at eleven in Shanghai, which is Wednesday evening in New York, the eve of Thanksgiving."""
    assert window_end(load(), "posting_window", utc("2026-11-26 03:00"), channel, currency) == utc(ends)


def test_a_lenders_own_calendar_replaces_ours(tmp_path: Path) -> None:
    """A lender whose banks work on Saturdays puts one file in its place and keeps the rest."""
    (tmp_path / CALENDARS).mkdir()
    (tmp_path / CALENDARS / "EUR.yml").write_text(THEIRS, encoding="utf-8")
    theirs = load(tmp_path)
    assert theirs.calendar("EUR").is_open(date(2026, 11, 21))
    assert not theirs.calendar("EUR").is_open(date(2026, 12, 25))
    assert theirs.calendar("CNY") == CHINA


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("Europe/Berlin", "Europe/Atlantis"),
        ("[sunday]", "[sabbath]"),
        ("[sunday]", "[monday, tuesday, wednesday, thursday, friday, saturday, sunday]"),
        ("2026-12-25", "Christmas"),
        ("source: a test", "source:"),
        ("years:", "yeers:"),
    ],
)
def test_a_calendar_that_cannot_be_used_is_refused_by_name(tmp_path: Path, was: str, becomes: str) -> None:
    """A wrong calendar would make every window wrong, so nothing starts with it."""
    (tmp_path / "EUR.yml").write_text(THEIRS.replace(was, becomes), encoding="utf-8")
    with pytest.raises(ThresholdRefused, match=r"calendars/EUR\.yml"):
        read_calendars(tmp_path)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: path.stem)
def test_each_of_ours_says_what_it_is_about(path: Path) -> None:
    """And lists no day twice, no holiday on a weekend that is worked, and no workday that is no weekend."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    calendar: Calendar = read_calendars(FOLDER)[path.stem]
    assert path.read_text(encoding="utf-8").startswith("about: ")
    assert sum(len(year["holidays"]) for year in raw["years"]) == len(calendar.holidays)
    assert not calendar.holidays & calendar.workdays
    assert all(day.weekday() in calendar.weekend for day in calendar.workdays)
