"""Pictures in a real browser: beside the words, as wide as a phone, with the words in their place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from starlette.applications import Starlette

from bot.channels import web
from tests.bot.channels.house import surroundings
from tests.bot.channels.test_pictures import CLEARING, LOWERED, shown
from tests.bot.live import serving
from tests.bot.pictures.house import ARTIST, ZONE
from tests.bot.relay.fakes import FakeEngine
from tests.browser.visiting import DESK, SHOTS, watched

pytestmark = pytest.mark.browser

NARROW = ViewportSize(width=360, height=740)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page whose bot greets with two pictures, as often as somebody begins."""
    around = surroundings(tmp_path_factory.mktemp("bot"), FakeEngine(*[[shown(CLEARING, LOWERED)]] * 2))
    with serving(Starlette(routes=list(web.open_channel(around).routes()))) as url:
        yield url


@pytest.mark.parametrize(("screen", "least"), [(NARROW, 355), (DESK, 470)], ids=["phone", "desk"])
def test_pictures_are_shown_with_their_words(browser: Browser, url: str, screen: ViewportSize, least: int) -> None:
    """Whole and without a word of complaint from the browser; on a phone from edge to edge, and never wider."""
    with browser.new_context(viewport=screen, locale="en-GB") as context:
        visit = watched(context)
        visit.page.goto(url)
        visit.page.locator("[data-borrower=B0003]").click()
        images = visit.page.locator("img.picture")
        expect(images).to_have_count(2)
        for image, picture in zip(images.all(), (CLEARING, LOWERED), strict=True):
            image.scroll_into_view_if_needed()
            expect(image).to_have_attribute("alt", ARTIST.tell(picture, "en", ZONE))
            expect(image).to_have_js_property("naturalWidth", 720)
            box = image.bounding_box()
            assert box is not None
            assert least <= round(box["width"]) <= screen["width"]
        SHOTS.mkdir(parents=True, exist_ok=True)
        visit.page.screenshot(path=SHOTS / Path(f"pictures-{screen['width']}.png"))
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= screen["width"]
        assert visit.complaints == []
