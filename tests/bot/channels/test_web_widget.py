"""The widget: whose pages get it and may hold the chat in a frame, and what it brings along."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.channels.door import HEADERS
from bot.channels.visitor import COOKIE, FRAMED_COOKIE
from bot.channels.web import open_channel
from bot.channels.widget import SCRIPT
from tests.bot.channels.house import WORDS, client_of, payload, send, surroundings
from tests.bot.live import Stage
from tests.bot.relay.fakes import FakeEngine

PARENTS = "https://www.lender.example,https://app.lender.example:8443"
FEW_KILOBYTES = 8_000


@contextmanager
def visited(tmp_path: Path, stage: Stage, parents: str) -> Iterator[httpx.Client]:
    """A client of a chat that these origins may hold."""
    around = replace(surroundings(tmp_path, FakeEngine()), environ={"DUIZHANG_WEB_PARENTS": parents})
    with client_of(open_channel(around), stage) as client:
        yield client


def test_without_parents_there_is_no_widget_and_no_frame(tmp_path: Path, stage: Stage) -> None:
    """As it is until somebody says otherwise."""
    with visited(tmp_path, stage, "") as client:
        assert client.get("/widget.js").status_code == httpx.codes.NOT_FOUND
        page = client.get("/").headers
    assert {name: page.get(name) for name in HEADERS} == HEADERS


def test_the_page_may_be_held_by_its_parents_alone(tmp_path: Path, stage: Stage) -> None:
    """Everything else in the policy stays, and everything that is not the page is held by nobody."""
    with visited(tmp_path, stage, PARENTS) as client:
        page, script = client.get("/").headers, client.get("/static/chat.js").headers
    allowed = page["content-security-policy"]
    assert allowed.endswith("; frame-ancestors https://www.lender.example https://app.lender.example:8443")
    assert allowed.partition("frame-ancestors")[0] == HEADERS["Content-Security-Policy"].partition("frame-ancestors")[0]
    assert "unsafe" not in allowed
    assert "x-frame-options" not in page
    assert {name: script.get(name) for name in HEADERS} == HEADERS


def test_the_script_is_small_may_be_loaded_elsewhere_and_speaks_every_language(tmp_path: Path, stage: Stage) -> None:
    """Its words are put in where it has none of its own."""
    with visited(tmp_path, stage, PARENTS) as client:
        answer = client.get("/widget.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert len(answer.content) < FEW_KILOBYTES
    told = json.loads(re.findall(r"\}\)\((\{.*\})\);", answer.text)[0])
    assert told == {code: each.words["page"]["widget"] for code, each in WORDS.items()}


def test_the_script_has_no_words_of_its_own() -> None:
    """And asks for no word that a language does not have."""
    script = SCRIPT.read_text(encoding="utf-8")
    assert not any("\u3400" <= each <= "\u9fff" for each in script)
    asked = set(re.findall(r"words\.([a-z_]+)", script))
    for each in WORDS.values():
        assert set(each.words["page"]["widget"]) == asked


def test_in_a_frame_the_conversation_goes_on_by_a_cookie_of_the_frames_own(tmp_path: Path, stage: Stage) -> None:
    """The one that a browser sends there; the other is taken away."""
    with visited(tmp_path, stage, PARENTS) as client:
        client.cookies.set(COOKIE, "of another conversation")
        answer = send(client, "web", "begin_framed")
        kept = [each.partition("=")[0] for each in answer.headers.get_list("set-cookie")]
        assert kept == [FRAMED_COOKIE, COOKIE]
        secret = answer.headers.get_list("set-cookie")[0].partition(";")[0]
        assert client.get("/chat/about", headers={"Cookie": secret}).json()["begun"] is True


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", ["/chat/about", "/chat/events"])
def test_another_page_cannot_ask_in_the_place_of_this_one(tmp_path: Path, stage: Stage, site: str, path: str) -> None:
    """A browser says who asks; the frame itself asks as this page."""
    with visited(tmp_path, stage, PARENTS) as client:
        client.cookies.set(FRAMED_COOKIE, "x")
        assert client.get(path, headers={"Sec-Fetch-Site": site}).status_code == httpx.codes.FORBIDDEN
        assert client.get("/", headers={"Sec-Fetch-Site": site}).status_code == httpx.codes.OK
        assert client.get("/chat/about", headers={"Sec-Fetch-Site": "same-origin"}).status_code == httpx.codes.OK


def test_a_frame_says_that_it_is_one() -> None:
    """As captured from the page."""
    assert payload("web", "begin_framed")["body"]["framed"] is True
