"""Files on the page in a real browser: chosen, dropped and pasted, with their progress and what is said of them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from tests.bot.channels.house import WORDS
from tests.bot.real_app import running_bot
from tests.browser.axe import violations
from tests.browser.visiting import DESK, PHONE, SHOTS, Visit, watched
from tests.servicing.evidence.test_kinds import picture

pytestmark = pytest.mark.browser

EN, ZH = (WORDS[code].words["page"] for code in ("en", "zh"))
RECEIPT = FilePayload(name="receipt.png", mimeType="image/png", buffer=picture("PNG"))
STATEMENT = FilePayload(name="statement.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7" + b" " * 150_000)
PROGRAM = FilePayload(name="receipt.pdf", mimeType="application/pdf", buffer=b"MZ a program")
# As a browser hands over what is dropped or pasted: a list of files that a script cannot make in any other way.
HANDED_OVER = """([target, kind, name]) => {
  const carried = new DataTransfer();
  const bytes = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x37]);
  carried.items.add(new File([bytes], name, { type: "application/pdf" }));
  const given = { bubbles: true, cancelable: true };
  const event = kind === "paste"
    ? new ClipboardEvent(kind, { ...given, clipboardData: carried })
    : new DragEvent(kind, { ...given, dataTransfer: carried });
  document.querySelector(target).dispatchEvent(event);
}"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The running bot."""
    with running_bot(tmp_path_factory.mktemp("bot")) as url:
        yield url


def choose(page: Page, *files: FilePayload) -> None:
    """Press the button, and choose files in what the browser opens."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=EN["attach"]).click()
    chooser.value.set_files(list(files))


def test_files_are_sent_and_answered_once(visit: Visit, url: str) -> None:
    """Each is a line with its name and size; after a reload its kind is known, its name is not."""
    visit.begin(url)
    choose(visit.page, RECEIPT, STATEMENT)
    own = visit.page.locator(".own")
    expect(own).to_have_count(2)
    expect(own.nth(0)).to_contain_text("receipt.png")
    expect(own.nth(1)).to_contain_text("150 kB")
    expect(visit.page.get_by_text("You pressed .")).to_have_count(1)
    expect(visit.page.locator(".state")).to_have_count(0)
    expect(visit.page.locator("#typing")).to_be_empty()
    visit.page.reload()
    expect(own).to_have_count(2)
    expect(own.nth(1)).to_contain_text("PDF")
    expect(own.nth(1)).to_contain_text(EN["file"])
    expect(visit.page.locator(".line:not(.own) .choice").last).to_be_enabled()
    expect(visit.page.locator("#typing")).to_be_empty()


@pytest.mark.parametrize(("target", "kind"), [("#scroll", "drop"), ("#text", "paste")])
def test_what_is_dropped_or_pasted_is_sent(visit: Visit, url: str, target: str, kind: str) -> None:
    """Somebody drags a picture over, or has just taken a screenshot."""
    visit.begin(url)
    visit.page.evaluate(HANDED_OVER, [target, kind, "shot.pdf"])
    expect(visit.page.locator(".own")).to_contain_text("shot.pdf")
    expect(visit.bubbles.last).to_contain_text("You pressed")


def test_what_is_not_taken_says_why(browser: Browser, url: str) -> None:
    """By its content, or by its size before anything is sent; the next one goes on its way all the same."""
    with browser.new_context(viewport=DESK, locale="en-GB") as context:
        visit = watched(context)
        visit.begin(url)
        visit.page.route("**/chat/about", lambda route: small(route))
        visit.page.reload()
        expect(visit.bubbles).to_have_count(1)
        choose(visit.page, PROGRAM, STATEMENT, RECEIPT)
        failed = visit.page.locator(".state.failed")
        expect(failed).to_have_count(2)
        expect(failed.nth(0)).to_have_text(EN["file_refused"]["unreadable"])
        expect(failed.nth(1)).to_contain_text("larger than 7 MB")
        expect(visit.page.locator(".line:not(.own)").last).to_contain_text("You pressed")
        visit.say("thank you")
        expect(visit.page.locator(".own")).to_have_count(2)
        assert len([each for each in visit.sent if "/chat/files" in each.url]) == 2
        # The browser writes down every answer that is an error.
        assert [each for each in visit.complaints if "422" not in each] == []


def small(route: Route) -> None:
    """The page is told that files have to be smaller than they have to be."""
    told = route.fetch().json()
    route.fulfill(json={**told, "files": {"largest": 100_000, "megabytes": 7, "most": 40}})


def test_a_file_whose_way_breaks_can_be_sent_again(browser: Browser, url: str) -> None:
    """The page tries three times; then there is a button. It arrives once."""
    with browser.new_context(viewport=DESK, locale="en-GB") as context:
        visit = watched(context)
        visit.begin(url)
        visit.page.route("**/chat/files**", lambda route: route.abort())
        choose(visit.page, RECEIPT)
        again = visit.page.get_by_role("button", name=EN["again"])
        expect(again).to_be_visible(timeout=15_000)
        visit.page.unroute("**/chat/files**")
        again.click()
        expect(visit.bubbles.last).to_contain_text("You pressed")
        expect(visit.page.locator(".own")).to_have_count(1)
        assert [each for each in visit.complaints if "ERR_FAILED" not in each] == []


@pytest.mark.parametrize(("language", "scheme", "size"), [("zh-CN", "dark", PHONE), ("en-GB", "light", DESK)])
def test_a_file_on_its_way_is_seen_and_heard(
    browser: Browser, url: str, language: str, scheme: str, size: object
) -> None:
    """How much is gone, one that was not taken, one that arrived; nothing that keeps anybody out."""
    words = ZH if language == "zh-CN" else EN
    with browser.new_context(viewport=size, locale=language, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = watched(context).page
        page.goto(url)
        page.locator("[data-borrower=B0003]").click()
        expect(page.locator(".bubble")).to_have_count(1)
        held: list[Route] = []
        page.locator("#file").set_input_files([RECEIPT, PROGRAM])
        expect(page.locator(".failed")).to_have_text(words["file_refused"]["unreadable"])
        page.route("**/chat/files**", lambda route: held.append(route))
        page.locator("#file").set_input_files([STATEMENT])
        expect(page.get_by_role("progressbar", name=words["waiting"])).to_be_visible()
        page.wait_for_timeout(1200)
        assert violations(page) == []
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"files-{language[:2]}.png")
        held[0].continue_()
        expect(page.locator("progress")).to_have_count(0)
