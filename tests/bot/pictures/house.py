"""Pictures for tests: facts as they travel, from the small ledgers by which journeys and limits are tested."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.pictures.artist import Artist
from bot.voice.catalogue import catalogues
from bot.voice.voice import Voice
from servicing.wire import wire
from tests.servicing.account import test_journey, test_limit_history

ZONE = "Asia/Shanghai"
LANGUAGES = catalogues()
ARTIST = Artist(Voice(LANGUAGES))
Picture = Mapping[str, Any]


@cache
def every_picture() -> Mapping[str, Picture]:
    """Each case of a journey and of a limit, as it would travel with a reply."""
    journeys = {each["about"]: ("journey", test_journey.seen(each)) for each in test_journey.CASES}
    charts = {each["about"]: ("limit_chart", test_limit_history.history(each)) for each in test_limit_history.CASES}
    return {about: travelled(kind, found) for about, (kind, found) in {**journeys, **charts}.items()}


def travelled(kind: str, found: Any) -> Picture:
    """Facts after they went as JSON from one process to another."""
    told: Picture = json.loads(json.dumps({"kind": kind, **wire(found)}))
    return told


def picture(about: str, **changes: Any) -> dict[str, Any]:
    """One of them, with some facts changed."""
    return {**every_picture()[about], **changes}
