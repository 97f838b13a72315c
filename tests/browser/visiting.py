"""A visit to the web chat: the page, and what the browser complained of and sent meanwhile."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Request, ViewportSize, expect

SHOTS = Path(__file__).parents[2] / "build" / "screenshots"
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=860)


@dataclass
class Visit:
    """A page, and what the browser complained of and sent meanwhile."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    sent: list[Request] = field(default_factory=list)

    def begin(self, url: str, borrower: str = "B0003") -> None:
        """Open the page and choose somebody."""
        self.page.goto(url)
        button = self.page.locator(f"[data-borrower={borrower}]")
        group = self.page.locator("details", has=button)
        group.wait_for()
        if group.get_attribute("open") is None:
            group.locator("summary").click()
        button.click()
        expect(self.bubbles.last).to_contain_text("an automated assistant")

    def say(self, text: str) -> None:
        """Type something and press Enter."""
        self.page.get_by_role("textbox").fill(text)
        self.page.keyboard.press("Enter")

    @property
    def bubbles(self) -> Any:
        """Everything that was said, by either side."""
        return self.page.locator(".bubble")

    def bodies(self, path: str) -> list[dict[str, Any]]:
        """What the page sent to an address."""
        return [json.loads(each.post_data or "{}") for each in self.sent if each.url.endswith(path)]


def watched(context: BrowserContext) -> Visit:
    """A page whose complaints are written down; what the content security policy blocks is one of them."""
    visit = Visit(context.new_page())
    visit.page.on("console", lambda message: visit.complaints.append(message.text))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on("request", lambda request: visit.sent.append(request))
    return visit
