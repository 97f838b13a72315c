"""Where the lender's server gets one-time links: with a key alone, in one form, and only where there is a key."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from structlog.testing import capture_logs

from bot.channels.door import LONGEST_BODY_BYTES
from bot.linking import PATH, WeakLinkKey, keys_from, link_routes, renewing
from bot.serving import make_app
from servicing.access import Access
from servicing.database import open_engine
from servicing.linking.linking import Linking, open_linking
from servicing.settings import Settings
from servicing.store.tables import METADATA
from tests.bot.live import Stage, serving
from tests.bot.relay.fakes import NOON, clock
from tests.new_store import new_store

KEYS = ["first-key-of-the-lender-0123456789abcdef", "second-key-of-the-lender-0123456789abcde"]
WITH_KEY = {"Authorization": f"Bearer {KEYS[0]}"}


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """One server for the tests of this file."""
    stage = Stage()
    with serving(stage) as stage.url:
        yield stage


@pytest.fixture
def linking(tmp_path: Path) -> Linking:
    """Over a database with nothing in it."""
    return open_linking(Settings(home=tmp_path), new_store(tmp_path / "cases.db", METADATA))


@pytest.fixture
def client(stage: Stage, linking: Linking) -> Iterator[httpx.Client]:
    """The lender's server, which has two keys."""
    stage.app = Starlette(routes=link_routes(keys_from({"DUIZHANG_LINK_KEYS": ", ".join(KEYS)}), linking, clock))
    with httpx.Client(base_url=stage.url, trust_env=False, timeout=10) as client:
        yield client


@pytest.mark.parametrize("key", KEYS)
def test_with_a_key_a_link_is_made(client: httpx.Client, linking: Linking, key: str) -> None:
    """It links whoever brings it; no cache keeps it."""
    answer = client.post(PATH, json={"borrower_id": "B1"}, headers={"Authorization": f"bearer {key}"})
    assert (answer.status_code, answer.headers["cache-control"]) == (httpx.codes.CREATED, "no-store")
    told = answer.json()
    assert told == {"token": told["token"], "expires_at": (NOON + timedelta(minutes=10)).isoformat()}
    assert linking.redeem(told["token"], "c1", NOON) == "B1"
    assert Access(linking.engine, clock).borrower_of("c1") == "B1"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": KEYS[0]},
        {"Authorization": f"Basic {KEYS[0]}"},
        {"Authorization": f"Bearer {KEYS[0][:-1]}"},
        {"Authorization": f"Bearer {KEYS[0]}x"},
        {"Authorization": f"Bearer {KEYS[0].upper()}"},
        {"Authorization": f"Bearer {', '.join(KEYS)}"},
        {"Authorization": "Bearer " + "x" * 8000},
        {"Authorization": b"Bearer \xff\xfe"},
    ],
)
def test_without_a_key_there_is_no_link(client: httpx.Client, headers: Mapping[str, Any]) -> None:
    """In the same words whatever is wrong, before the body is looked at."""
    answers = [
        client.post(PATH, headers=headers, content=body)
        for body in (b'{"borrower_id": "B1"}', b"not JSON", b'{"borrower_id": ""}')
    ]
    assert {(each.status_code, each.text) for each in answers} == {(401, '{"error":"no such key"}')}
    assert {each.headers["www-authenticate"] for each in answers} == {"Bearer"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not JSON",
        b"[]",
        b'"B1"',
        b"{}",
        b'{"borrower_id": null}',
        b'{"borrower_id": 1}',
        b'{"borrower_id": ""}',
        b'{"borrower_id": "  "}',
        b'{"borrower_id": ["B1"]}',
        b'{"borrower_id": "%s"}' % (b"B" * 65),
        b'{"borrower_id": "B\\u00001"}',
        b'{"borrower_id": "\\ud800"}',
        b"[" * 20_000,
        b"\xff\xfe",
    ],
)
def test_a_body_that_names_no_borrower_is_refused(client: httpx.Client, linking: Linking, body: bytes) -> None:
    """With a sentence for whoever wrote the sender."""
    answer = client.post(PATH, headers=WITH_KEY, content=body)
    assert answer.status_code == httpx.codes.BAD_REQUEST
    assert answer.json()["error"]


def test_a_body_that_is_far_too_long_is_not_read(client: httpx.Client) -> None:
    """Whoever sends it."""
    answer = client.post(PATH, headers=WITH_KEY, content=b" " * (LONGEST_BODY_BYTES + 1))
    assert answer.status_code == httpx.codes.REQUEST_ENTITY_TOO_LARGE


def test_a_page_of_another_site_gets_nothing(client: httpx.Client) -> None:
    """A server sends no `Origin`."""
    headers = {**WITH_KEY, "Origin": "https://elsewhere.example"}
    assert client.post(PATH, headers=headers, json={"borrower_id": "B1"}).status_code == httpx.codes.FORBIDDEN


def test_a_link_is_made_and_not_fetched(client: httpx.Client) -> None:
    """What stands in an address ends up in histories."""
    assert client.get(PATH, headers=WITH_KEY).status_code == httpx.codes.METHOD_NOT_ALLOWED


def test_with_the_database_away_trying_again_may_help(stage: Stage, client: httpx.Client, tmp_path: Path) -> None:
    """And that is all that is said."""
    away = open_linking(Settings(home=tmp_path), new_store(tmp_path / "empty.db", type(METADATA)()))
    stage.app = Starlette(routes=link_routes(keys_from({"DUIZHANG_LINK_KEYS": KEYS[0]}), away, clock))
    answer = client.post(PATH, headers=WITH_KEY, json={"borrower_id": "B1"})
    assert (answer.status_code, answer.json()) == (503, {"error": "a database is away: try again later"})


@pytest.mark.parametrize(("keys", "status"), [("", 404), (" , ", 404), (KEYS[0], 201)])
def test_the_bot_has_the_address_only_where_there_is_a_key(
    stage: Stage, tmp_path: Path, keys: str, status: int
) -> None:
    """As it is put together from the environment."""
    stage.app = make_app({"DUIZHANG_HOME": str(tmp_path), "DUIZHANG_LINK_KEYS": keys})
    with httpx.Client(base_url=stage.url, trust_env=False, timeout=10) as client:
        assert client.post(PATH, headers=WITH_KEY, json={"borrower_id": "B1"}).status_code == status


@pytest.mark.parametrize(
    "key", ["weak-one", "k" * 31, "k" * 40 + "钥", "k" * 20 + " " + "k" * 20, "k" * 40 + "\t" + "k"]
)
def test_a_key_that_is_weak_stops_the_start(key: str) -> None:
    """In a sentence that names the variable and not the key."""
    with pytest.raises(WeakLinkKey, match="DUIZHANG_LINK_KEYS") as refused:
        keys_from({"DUIZHANG_LINK_KEYS": f"{KEYS[0]},{key}"})
    assert key not in str(refused.value)


def test_without_links_there_is_no_address() -> None:
    """Whatever keys there are."""
    assert link_routes(keys_from({"DUIZHANG_LINK_KEYS": KEYS[0]}), None, clock) == []


def test_the_keys_are_not_kept_in_clear() -> None:
    """Neither what is kept nor its picture in an error shows one."""
    assert not any(key in repr(keys_from({"DUIZHANG_LINK_KEYS": ",".join(KEYS)})) for key in KEYS)


def test_whoever_goes_on_talking_stays_proved(linking: Linking) -> None:
    """Each line renews the proof."""
    half = timedelta(minutes=30)
    access = Access(linking.engine, lambda: NOON + 2 * half)
    access.link("c1", "B1", NOON)
    said = renewing(access)
    assert access.borrower_if_proved("c1") is None
    said("c1", NOON + half)
    assert access.borrower_of("c1") == "B1"


def test_a_line_is_taken_where_the_proof_cannot_be_renewed() -> None:
    """Nothing that is said is lost for that; it is on the log."""
    away = Access(open_engine("sqlite:////nowhere/at/all.db", durable=True), clock)
    with capture_logs() as logged:
        renewing(away)("c1", NOON)
    assert logged == [{"event": "proof not renewed", "conversation": "c1", "log_level": "warning"}]
