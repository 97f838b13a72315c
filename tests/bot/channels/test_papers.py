"""A certificate in the web chat: for the talk that was given it, while it stands, and for nobody else."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import httpx
import pytest
from sqlalchemy import insert

from bot.channels import Surroundings
from bot.channels.web import open_channel
from bot.documents.render import rendered
from bot.relay.messages import Said
from servicing.certificates.book import CertificateBook
from servicing.store.tables import CERTIFICATES
from tests.bot.channels.house import client_of, lines_of, send, surroundings
from tests.bot.documents.house import NUMBER, VOICE, certificate
from tests.bot.live import Stage
from tests.bot.relay.fakes import FakeEngine, clock, said

KEPT = certificate("settlement")
GIVEN = Said("Here it is.", "certificate_issued", {"documents": [{"kind": "settlement", "number": NUMBER}]})
ADDRESS = f"/documents/{NUMBER}.pdf"


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    """What the channel uses; the first talk is given the certificate at its beginning, the next ones are not."""
    around = surroundings(tmp_path, FakeEngine([GIVEN], [said("hello")]))
    with around.access.engine.begin() as connection:
        connection.execute(insert(CERTIFICATES).values(**asdict(KEPT)))
    return around


@pytest.fixture
def guest(around: Surroundings, stage: Stage) -> Iterator[httpx.Client]:
    """A browser whose talk was given the certificate, and speaks for its borrower."""
    with client_of(open_channel(around), stage) as client:
        send(client, "web", "begin")
        lines_of(client, "/chat/events", 2)
        link(around, "b1")
        yield client


def link(around: Surroundings, borrower: str) -> None:
    """Let every talk there is speak for a borrower."""
    with around.relay.book.engine.connect() as connection:
        talks = [row[0] for row in connection.exec_driver_sql("SELECT id FROM conversations")]
    for talk in talks:
        around.access.link(talk, borrower, clock())


def test_the_line_names_the_document_and_the_address_gives_it(guest: httpx.Client) -> None:
    """To the byte what we would compare it with, in the page's language, and kept by no cache."""
    (_, line) = lines_of(guest, "/chat/events", 2)[1]
    assert line["documents"] == [{"src": ADDRESS, "number": NUMBER}]
    answer = guest.get(f"{ADDRESS}?language=en")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content == rendered(KEPT, VOICE, "en")
    assert guest.get(f"{ADDRESS}?language=xx").content == rendered(KEPT, VOICE, None)


def test_nobody_else_gets_it(guest: httpx.Client, around: Surroundings) -> None:
    """Not without a talk, nor from another talk of the same borrower; the answer is that of a number of nothing."""
    stranger = httpx.Client(base_url=guest.base_url, trust_env=False)
    assert stranger.get(ADDRESS).status_code == 404
    send(stranger, "web", "begin")
    lines_of(stranger, "/chat/events", 2)
    link(around, "b1")
    asked, none = stranger.get(ADDRESS), stranger.get("/documents/C-2026-00000000-0.pdf")
    assert (asked.status_code, asked.content) == (none.status_code, none.content) == (404, b"")


@pytest.mark.parametrize("change", ["somebody else", "withdrawn"])
def test_what_does_not_hold_any_more_is_not_given(guest: httpx.Client, around: Surroundings, change: str) -> None:
    """The talk speaks for another borrower now, or the certificate was taken back."""
    if change == "withdrawn":
        CertificateBook(around.access.engine).withdraw(NUMBER, clock())
    else:
        link(around, "b2")
    assert guest.get(ADDRESS).status_code == 404
