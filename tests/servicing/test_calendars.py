"""Business days: weekends, holidays and days worked in exchange, and windows that run only while banks work."""

from collections.abc import Callable
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


@pytest.mark.parametrize("channel", ["bank_transfer", "wallet"])
def test_a_window_from_the_end_of_the_calendar_ends_there(channel: str) -> None:
    """As many books write a moment that never comes; on a business day or not."""
    never = datetime.max.replace(tzinfo=UTC)
    assert window_end(load(), "posting_window", never, channel, "CNY") == never


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


def easter(year: int) -> date:
    """Easter Sunday of the Western churches, by Oudin's rule for the Gregorian calendar."""
    century = year // 100
    moon = (century - (8 * century + 13) // 25 - century // 4 + 19 * (year % 19) + 15) % 30
    moon -= moon // 28 * (1 - 29 // (moon + 1) * ((21 - year % 19) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    day = moon - weekday
    month = 3 + (day + 40) // 44
    return date(year, month, day + 28 - 31 * (month // 4))


def weekday_of(year: int, month: int, weekday: int, which: int) -> date:
    """The first (0), second … or last (-1) weekday (Monday is 0) of a month."""
    days = [date(year, month, 1) + number * DAY for number in range(31)]
    return [each for each in days if each.month == month and each.weekday() == weekday][which]


def moved(day: date) -> date:
    """To Monday, where it is a Sunday."""
    return day + DAY if day.weekday() == 6 else day


def of_target(year: int) -> set[date]:
    """The closing days of the Eurosystem's T2, the same in every year."""
    good_friday, easter_monday = easter(year) - 2 * DAY, easter(year) + DAY
    fixed = {date(year, month, day) for month, day in ((1, 1), (5, 1), (12, 25), (12, 26))}
    return {*fixed, good_friday, easter_monday}


def of_england(year: int) -> set[date]:
    """Bank holidays of England and Wales; Christmas and Boxing Day on a weekend are made up for after it."""
    new_year, christmas = (date(year, month, day) for month, day in ((1, 1), (12, 25)))
    weekdays = [each for each in (christmas + number * DAY for number in range(5)) if each.weekday() < 5]
    after = [new_year + number * DAY for number in range(3)]
    mondays = {weekday_of(year, 5, 0, 0), weekday_of(year, 5, 0, -1), weekday_of(year, 8, 0, -1)}
    first = next(each for each in after if each.weekday() < 5)
    return {first, easter(year) - 2 * DAY, easter(year) + DAY, *mondays, *weekdays[:2]}


def of_the_federal_reserve(year: int) -> set[date]:
    """A holiday on a Sunday is kept on the Monday, one on a Saturday not at all."""
    fixed = [date(year, month, day) for month, day in ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))]
    rules = ((1, 0, 2), (2, 0, 2), (5, 0, -1), (9, 0, 0), (10, 0, 1), (11, 3, 3))
    return {moved(each) for each in fixed if each.weekday() != 5} | {weekday_of(year, *rule) for rule in rules}


@pytest.mark.parametrize("year", [2025, 2026, 2027])
@pytest.mark.parametrize(
    ("currency", "rule"), [("EUR", of_target), ("GBP", of_england), ("USD", of_the_federal_reserve)]
)
def test_the_days_of_a_year_follow_the_rule(currency: str, rule: Callable[[int], set[date]], year: int) -> None:
    """The lists are data, and a misprint in one would move a promise by days; weekends may be listed or not."""
    listed = {each for each in read_calendars(FOLDER)[currency].holidays if each.year == year}
    assert {each for each in listed if each.weekday() < 5} == {each for each in rule(year) if each.weekday() < 5}
    assert listed <= rule(year)


@pytest.mark.parametrize(("year", "day"), [(2024, "03-31"), (2025, "04-20"), (2026, "04-05"), (2027, "03-28")])
def test_easter_is_when_it_is(year: int, day: str) -> None:
    """The rule that the days are held to is itself held to years that everybody knows."""
    assert easter(year) == date.fromisoformat(f"{year}-{day}")


def test_a_year_that_is_missing_is_known_to_be() -> None:
    """China has not announced 2027 yet; a calendar of weekends alone misses no year."""
    assert load().calendars_without(2026) == ()
    assert load().calendars_without(2027) == ("CNY",)
    assert load().calendars_without(2031) == ("CNY", "EUR", "GBP", "USD")
