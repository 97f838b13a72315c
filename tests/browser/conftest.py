"""A browser for the tests of this room, and a visit that fails where the browser complained."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.visiting import DESK, Visit, watched

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without one these tests are skipped, except in a CI, where that would hide them.

    Not for longer than a module: Playwright keeps an event loop running, which other tests want for themselves.
    """
    chromium = shutil.which("chromium")
    if chromium is None:
        reason = "there is no chromium on the PATH: apt-get install chromium fonts-noto-cjk"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=QUIET)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A visit by somebody who reads English; it fails where the browser complained."""
    with browser.new_context(viewport=DESK, locale="en-GB") as context:
        visit = watched(context)
        yield visit
    assert visit.complaints == []
