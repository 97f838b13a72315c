"""Files by the web chat: as its page sends them, and as somebody with other things in mind might."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.channels import Surroundings
from bot.channels.web import open_channel
from servicing.evidence.keeping import LARGEST_BYTES
from tests.bot.channels.house import client_of, lines_of, payload, send, surroundings
from tests.bot.live import Stage
from tests.bot.relay.fakes import BILL, FakeEngine, said

SENT = payload("web", "file")
CONTENT = bytes.fromhex(SENT["hex"])
PATH, ID, BATCH = SENT["path"].partition("?")[0], "5f0c1d0e9b7a4d6c8e2f3a4b5c6d7e8f", "0e9b7a4d6c8e2f3a4b5c6d7e8f5f0c1d"


@pytest.fixture
def engine() -> FakeEngine:
    """Greets, then thanks."""
    return FakeEngine([said("hello", BILL)], [said("thank you")])


@pytest.fixture
def around(tmp_path: Path, engine: FakeEngine) -> Surroundings:
    """What the channel uses."""
    return surroundings(tmp_path, engine)


@pytest.fixture
def guest(around: Surroundings, stage: Stage) -> Iterator[httpx.Client]:
    """A browser in whose conversation the bot has greeted."""
    with client_of(open_channel(around), stage) as client:
        assert send(client, "web", "begin").status_code == httpx.codes.CREATED
        yield client


def upload(client: httpx.Client, content: bytes = CONTENT, path: str = SENT["path"], **headers: str) -> httpx.Response:
    """Send a file as the page does."""
    return client.post(path, content=content, headers={**SENT["headers"], **headers})


def test_a_file_is_kept_shown_and_answered(guest: httpx.Client, around: Surroundings) -> None:
    """With its kind and size, and under the id that the page gave it."""
    answer = upload(guest)
    assert (answer.status_code, answer.json()) == (201, {"taken": True})
    lines = [line for _, line in lines_of(guest, "/chat/events", 5)]
    shown = next(line for line in lines if line["files"])
    assert (shown["id"], shown["from"], shown["files"]) == (ID, "you", [{"kind": "png", "size": len(CONTENT)}])
    assert lines[-1]["text"] == "thank you"


def test_a_doubtful_sending_is_repeated_without_harm(guest: httpx.Client, engine: FakeEngine) -> None:
    """The page sends again what it does not know to have arrived."""
    assert {upload(guest).status_code for _ in range(3)} == {201}
    assert len([line for _, line in lines_of(guest, "/chat/events", 5) if line["files"]]) == 1
    assert [each.pressed.press for each in engine.asked if each.pressed] == ["start", "send_file"]


@pytest.mark.parametrize(
    ("content", "code"), [(b"MZ a program", "unreadable"), (b"<svg onload=x>", "unreadable"), (b"", "empty")]
)
def test_what_is_not_taken_says_why(guest: httpx.Client, content: bytes, code: str) -> None:
    """In a code for which the page has words."""
    answer = upload(guest, content)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_one_that_is_too_large_is_refused_before_it_is_read_whole(guest: httpx.Client, around: Surroundings) -> None:
    """Also where its length is not told; just as large as allowed, it is taken."""
    just = b"%PDF-1.7".ljust(LARGEST_BYTES, b"\0")
    assert upload(guest, just + b"\0").status_code == 413
    in_pieces = (b"\0" * 65_536 for _ in range(2 * LARGEST_BYTES // 65_536))
    assert guest.post(SENT["path"], content=in_pieces).status_code == 413
    assert upload(guest, just).status_code == 201


@pytest.mark.parametrize(
    "asked",
    [
        "",
        f"?id={ID}",
        f"?batch={BATCH}",
        f"?id=&batch={BATCH}",
        f"?id={'x' * 65}&batch=b",
        f"?id={ID}&batch={'x' * 49}",
        "?id=%00&batch=b",
    ],
)
def test_an_address_without_sound_ids_is_refused(guest: httpx.Client, around: Surroundings, asked: str) -> None:
    """With a sentence for whoever wrote the sender; nothing is kept."""
    answer = upload(guest, path=PATH + asked)
    assert (answer.status_code, "must be a text" in answer.text or "none" in answer.text) == (400, True)
    assert not (around.intake.keeping.files.folder).exists()


def test_nobody_sends_a_file_without_a_conversation_of_their_own(guest: httpx.Client) -> None:
    """Neither a stranger nor the page of another host."""
    assert upload(guest, origin="https://elsewhere.example").status_code == 403
    guest.cookies.clear()
    assert upload(guest).status_code == 401


def test_no_address_shows_a_file_that_was_sent(guest: httpx.Client, around: Surroundings) -> None:
    """What a borrower sent is given to no browser."""
    upload(guest)
    (line,) = [line for _, line in lines_of(guest, "/chat/events", 5) if line["files"]]
    assert set(line["files"][0]) == {"kind", "size"}
    assert guest.get(PATH).status_code in (404, 405)
