"""Do the calendars list the holidays of this year, and of the next one in time?"""

from collections.abc import Iterator
from datetime import timedelta

from bot.doctor.findings import Bench, Finding, ok, warning
from servicing.diagnosis.thresholds import load
from servicing.settings import Settings

# China announces a year's holidays in November; no window is longer than a holiday and a few weeks.
AHEAD = timedelta(days=60)


def check(bench: Bench) -> Iterator[Finding]:
    """A warning for each year that is missing somewhere; a folder of thresholds that cannot be used is a fault."""
    settings = Settings.from_environment(bench.environ)
    thresholds, now = load(*settings.thresholds), settings.clock()()
    years = dict.fromkeys((now.year, (now + AHEAD).year))
    missing = {year: thresholds.calendars_without(year) for year in years}
    for year, currencies in missing.items():
        if currencies:
            yield _warning(year, currencies)
    if not any(missing.values()):
        yield ok(f"the calendars list the holidays of {', '.join(map(str, years))}")


def _warning(year: int, currencies: tuple[str, ...]) -> Finding:
    files = " and ".join(f"calendars/{each}.yml" for each in currencies)
    return warning(
        f"the calendar of {', '.join(currencies)} lists no day of {year}: its holidays would be taken for working days",
        f"add {year} to {files} in a folder that DUIZHANG_THRESHOLDS names, once the days are announced",
    )
