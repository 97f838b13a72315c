"""`python -m tests.bot.pictures`: renew docs/pictures/journey-*.png and limit-*.png."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import yaml

from servicing.account.pictured import chart_of, journey_of
from servicing.diagnosis.thresholds import load
from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.line import all_lines
from servicing.diagnosis.views.payment import payments_in_question
from tests.bot.pictures.house import ARTIST, LANGUAGES, ZONE
from tests.small_ledger import facts_from

DOCS = Path("docs") / "pictures"
SHOWN = Path(__file__).parent / "shown.yml"


def main() -> int:
    """Draw both in every language, from the ledger in shown.yml."""
    told = yaml.safe_load(SHOWN.read_text(encoding="utf-8"))
    setting = Setting(facts_from(told["books"]), datetime.fromisoformat(told["at"]).replace(tzinfo=UTC), load())
    pictures = {"journey": journey_of(payments_in_question(setting)[0]), "limit": chart_of(all_lines(setting)[0])}
    for name, picture in pictures.items():
        for language in LANGUAGES:
            path = DOCS / f"{name}-{language}.png"
            path.write_bytes(ARTIST.draw_png(picture, language, ZONE))
            print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
