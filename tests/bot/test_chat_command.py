"""`python -m bot chat`: somebody at a terminal, or a pipe, talks with the bot that runs."""

import io
import os
import pty
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.__main__ import main
from bot.channels.terminal import open_channel
from bot.commands import _terminal
from bot.commands._terminal import Conversation, Screen
from bot.voice.catalogue import catalogues
from tests.bot.channels.house import WORDS, surroundings
from tests.bot.live import free_port, serving
from tests.bot.real_app import running_bot
from tests.bot.relay.fakes import FakeEngine

ENGLISH = WORDS["en"].words["terminal"]
PATIENCE_SECONDS = 10.0

Chat = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A bot that runs."""
    with running_bot(tmp_path_factory.mktemp("bot")) as url:
        yield url


@pytest.fixture
def chat(url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Chat:
    """The command, with its words and what is piped into it; gives its exit code, its output and its complaints."""
    monkeypatch.setenv("DUIZHANG_WEB_PORT", url.rpartition(":")[2])
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)

    def run(*words: str, piped: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(piped))
        code = main(["chat", *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_each_piped_line_is_sent_after_the_reply_to_the_one_before(chat: Chat) -> None:
    """The output reads like the conversation that it was."""
    code, printed, _ = chat("--borrower", "B0003", piped="where is my money\n1\n")
    said = [block.partition("\n")[0] for block in printed.split("\n\n") if block.strip()]
    assert code == 0
    assert said == [
        ENGLISH["machine"],
        "Hello, I am an automated assistant, not a person.",
        "> where is my money",
        "I have looked at your account. The ledger shows:",
        "Cause: debited by your bank, still in clearing. It is booked by 20 Nov, 21:15 at the latest.",
        "> 1",
        "You pressed OK, I'll wait.",
    ]
    assert "  [1] OK, I'll wait\n  [2] Talk to a person\n" in printed


def test_quit_leaves_and_empty_lines_are_nothing(chat: Chat) -> None:
    """Nothing is sent after it."""
    code, printed, _ = chat("--borrower", "B0003", piped="\n  \n/quit\nwhere is my money\n")
    assert code == 0
    assert "where is my money" not in printed


@pytest.mark.parametrize(("wanted", "language"), [("B0001", "zh"), ("in_clearing", "en"), ("healthy", "zh")])
def test_a_borrower_is_a_reference_or_a_cause(chat: Chat, wanted: str, language: str) -> None:
    """And is spoken to in the language that they read."""
    code, printed, _ = chat("--borrower", wanted)
    assert code == 0
    assert printed.startswith(WORDS[language].words["terminal"]["machine"])


def test_the_language_can_be_another(chat: Chat) -> None:
    """Whoever tries it may not read what the borrower reads."""
    assert chat("--borrower", "B0001", "--language", "en")[1].startswith(ENGLISH["machine"])


def test_the_list_shows_everybody(chat: Chat) -> None:
    """With what is the matter with them, in words and by its code."""
    code, printed, _ = chat("--list")
    assert code == 0
    assert [line.split()[:3] for line in printed.splitlines()] == [
        ["1", "B0003", "Tom"],
        ["2", "B0004", "小雨"],
        ["3", "B0002", "Grace"],
        ["4", "B0001", "阿杰"],
    ]
    assert "payment not credited: debited by your bank, still in clearing [in_clearing]" in printed


def test_without_a_borrower_the_list_is_offered(chat: Chat) -> None:
    """A number that is not in it is asked for again."""
    code, printed, _ = chat(piped="9\nx\n1\nwhere is my money\n")
    assert code == 0
    assert printed.count(ENGLISH["no_such_number"]) == 2
    assert "I have looked at your account." in printed


@pytest.mark.parametrize("piped", ["", "/quit\n"])
def test_who_chooses_nobody_leaves(chat: Chat, piped: str) -> None:
    """Nothing was wrong."""
    code, printed, _ = chat(piped=piped)
    assert code == 0
    assert "Hello" not in printed


def test_an_unknown_borrower_is_told_who_there_is(chat: Chat) -> None:
    """One sentence, exit code 2."""
    code, _, complaint = chat("--borrower", "B9999")
    assert code == 2
    assert complaint.startswith("There is no borrower 'B9999': there are B0003 (in_clearing), ")
    assert len(complaint.splitlines()) == 1


def test_an_unknown_language_is_told_which_there_are(chat: Chat) -> None:
    """They are not known here: the bot tells them."""
    said = ", ".join(sorted(catalogues()))
    assert chat("--language", "xx")[::2] == (2, f"There is no language 'xx': the bot speaks {said}.\n")


def test_without_a_bot_it_says_how_to_start_one(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commonest slip of all."""
    port = free_port()
    monkeypatch.setenv("DUIZHANG_WEB_PORT", str(port))
    code, _, complaint = chat("--borrower", "B0003")
    assert code == 2
    assert complaint.startswith(f"No bot answers at http://127.0.0.1:{port}: start it with `make run`")


def test_something_else_at_the_port_is_not_taken_for_the_bot(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any web server answers something."""
    with serving(Starlette()) as other:
        monkeypatch.setenv("DUIZHANG_WEB_PORT", other.rpartition(":")[2])
        code, _, complaint = chat("--borrower", "B0003")
    assert code == 2
    assert complaint.startswith(f"What answers at {other} is not this bot")


def test_at_a_terminal_it_prompts(url: str) -> None:
    """Played on a terminal that is none: a prompt, what is typed, the reply, and Ctrl-D to leave."""
    ours, theirs = pty.openpty()
    told = {**os.environ, "DUIZHANG_WEB_PORT": url.rpartition(":")[2], "TERM": "dumb"}
    command = [sys.executable, "-m", "bot", "chat", "--borrower", "B0003"]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=told, close_fds=True)
    os.close(theirs)
    for awaited, typed in (("a person", b"where is my money\n"), ("pay again.", b"\x04")):
        shown = ""
        while not (awaited in shown and shown.rstrip(" ").endswith(">")):
            shown += os.read(ours, 4096).decode()
        os.write(ours, typed)
    assert process.wait(timeout=PATIENCE_SECONDS) == 0
    os.close(ours)


class Watched(io.StringIO):
    """A screen that can be watched for a text."""

    def shows(self, text: str) -> bool:
        """Whether the text appears before patience ends."""
        until = time.monotonic() + PATIENCE_SECONDS
        while text not in self.getvalue() and time.monotonic() < until:
            time.sleep(0.01)
        return text in self.getvalue()


def begun(client: httpx.Client, screen: Watched) -> tuple[Conversation, str]:
    """A conversation that listens, and its secret."""
    answer = client.post("/terminal/conversations", json={"language": "en", "borrower": "B0003"}).json()
    conversation = Conversation(client, answer["secret"], ENGLISH, Screen(screen, interactive=False))
    conversation.listen()
    conversation.wait_for(answer["seen"])
    return conversation, answer["secret"]


def test_what_was_not_asked_for_is_printed_too(url: str) -> None:
    """A word from a person, or the answer to what was said elsewhere, does not wait for the next line."""
    screen = Watched()
    with httpx.Client(base_url=url, trust_env=False) as client:
        conversation, secret = begun(client, screen)
        line = {"id": "elsewhere", "line": "where is my money"}
        client.post("/terminal/lines", json=line, headers={"Authorization": f"Bearer {secret}"})
        assert screen.shows("I have looked at your account.")
        conversation.leave()


def test_a_broken_connection_is_said_and_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is printed twice, and nothing that was typed meanwhile is lost or sent twice."""
    monkeypatch.setattr(_terminal, "PAUSE_SECONDS", 0.2)
    engine, screen, port = FakeEngine(), Watched(), free_port()
    app = Starlette(routes=list(open_channel(surroundings(tmp_path, engine)).routes()))
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        with serving(app, port):
            conversation, _ = begun(client, screen)
        assert screen.shows(ENGLISH["lost"])
        typing = threading.Thread(target=conversation.send, args=["hello again"])
        with serving(app, port):
            typing.start()
            assert screen.shows(ENGLISH["back"])
            assert screen.shows("heard hello again")
            typing.join()
            conversation.leave()
    assert screen.getvalue().count("heard") == 2
    assert len(engine.asked) == 2


def test_a_line_that_cannot_be_sent_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that it is typed again, and not waited for."""
    monkeypatch.setattr(_terminal, "PAUSE_SECONDS", 0.01)
    screen = Watched()
    with httpx.Client(base_url=f"http://127.0.0.1:{free_port()}", trust_env=False) as client:
        Conversation(client, "secret", ENGLISH, Screen(screen, interactive=False)).send("hello")
    assert screen.getvalue().strip() == ENGLISH["not_sent"]


def test_a_conversation_that_the_bot_does_not_know_any_more_is_over(url: str) -> None:
    """As after `make reset`."""
    screen = Watched()
    with httpx.Client(base_url=url, trust_env=False) as client:
        conversation = Conversation(client, "forgotten", ENGLISH, Screen(screen, interactive=False))
        conversation.send("hello")
    assert conversation.has_ended
    assert screen.getvalue().strip() == ENGLISH["ended"]
