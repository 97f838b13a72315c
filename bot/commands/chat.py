"""Chats with the running bot in this terminal: prints what it says as it comes, sends what is typed.

`/quit` or Ctrl-D leaves. Lines from a pipe are sent one by one, each after the reply to the one before has come.
"""

import argparse
import importlib
import importlib.util
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from bot.commands._terminal import CONNECT_SECONDS, REPLY_SECONDS, Conversation, Screen
from bot.errors import Refusal
from bot.settings import Settings

QUIT = "/quit"
LANGUAGE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
FEW = 4

Borrower = Mapping[str, Any]
About = Mapping[str, Any]


class BotNotRunning(Refusal):
    """No bot answers at {url}: start it with `make run` in another terminal, or set DUIZHANG_WEB_PORT to its port."""


class NotTheBot(Refusal):
    """What answers at {url} is not this bot: set DUIZHANG_WEB_PORT to the port of the bot."""


class NoSuchBorrower(Refusal):
    """There is no borrower {wanted!r}: there are {few} and others; --list shows all."""


class NoBorrowers(Refusal):
    """The bot at {url} reads real books, in which nobody can be chosen: leave --borrower and --list out."""


class NoSuchLanguage(Refusal):
    """There is no language {wanted!r}: the bot speaks {languages}."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who to be, in which language, or only the list of who there is."""
    parser.add_argument("--borrower", metavar="WHO", help="a reference such as B0003, or a cause such as in_clearing")
    parser.add_argument("--language", metavar="CODE", help="such as zh or en; else the one that the borrower reads")
    parser.add_argument("--list", action="store_true", help="show who can be chosen, and leave")


def run(arguments: argparse.Namespace) -> int:
    """Chats until told to leave; raises a `Refusal` where it cannot begin."""
    if sys.stdin.isatty() and importlib.util.find_spec("readline"):
        importlib.import_module("readline")  # lets `input` edit a line, Chinese characters too
    url = Settings.from_environment(os.environ).web_url
    with httpx.Client(base_url=url, timeout=CONNECT_SECONDS, trust_env=False) as client:
        about = about_of(client, url)
        if arguments.language not in (None, *about["languages"]):
            raise NoSuchLanguage(wanted=arguments.language, languages=", ".join(about["languages"]))
        if (arguments.borrower or arguments.list) and not about["borrowers"]:
            raise NoBorrowers(url=url)
        if arguments.list:
            print("\n".join(listed(about["borrowers"], arguments.language or own_language(about))))
            return 0
        return chat(client, about, arguments)


def chat(client: httpx.Client, about: About, arguments: argparse.Namespace) -> int:
    """One conversation from its beginning to its end."""
    screen = Screen(sys.stdout, sys.stdin.isatty())
    borrower = find(about["borrowers"], arguments.borrower) if arguments.borrower else None
    if borrower is None and about["borrowers"]:
        borrower = chosen(about, arguments.language or own_language(about), screen)
        if borrower is None:
            return 0
    language = arguments.language or (borrower["language"] if borrower else own_language(about))
    words = about["languages"][language]["words"]
    screen.say("\n".join([words["machine"], *([words["demo"]] if borrower else []), words["how"]]))
    conversation = begun(client, borrower, language, words, screen)
    talk(conversation, screen)
    conversation.leave()
    return 0


def talk(conversation: Conversation, screen: Screen) -> None:
    """Send what is typed until there is no more of it."""
    for line in screen.lines(sys.stdin):
        if line.strip() == QUIT:
            return
        if line.strip():
            conversation.send(line)
        if conversation.has_ended:
            return


def begun(
    client: httpx.Client, borrower: Borrower | None, language: str, words: Mapping[str, Any], screen: Screen
) -> Conversation:
    """A conversation in which the bot has greeted."""
    wanted = {"language": language, **({"borrower": borrower["id"]} if borrower else {})}
    try:
        answer = client.post("/terminal/conversations", json=wanted, timeout=REPLY_SECONDS).raise_for_status().json()
    except httpx.HTTPError as error:
        raise BotNotRunning(url=client.base_url) from error
    conversation = Conversation(client, answer["secret"], words, screen)
    conversation.listen()
    conversation.wait_for(answer["seen"])
    return conversation


def about_of(client: httpx.Client, url: str) -> About:
    """What the bot tells before anything is said; raises `BotNotRunning` or `NotTheBot`."""
    try:
        answer = client.get("/terminal/about")
    except httpx.TransportError as error:
        raise BotNotRunning(url=url) from error
    try:
        told = answer.raise_for_status().json()
        return {"languages": told["languages"], "borrowers": told["borrowers"]}
    except (httpx.HTTPStatusError, ValueError, KeyError, TypeError) as error:
        raise NotTheBot(url=url) from error


def find(borrowers: Sequence[Borrower], wanted: str) -> Borrower:
    """By reference, or the first with that cause, or else of that group; raises `NoSuchBorrower`."""
    for name in ("id", "cause", "group"):
        found = next((each for each in borrowers if each[name] == wanted), None)
        if found:
            return found
    few = ", ".join(f"{each['id']} ({each['cause'] or each['group']})" for each in borrowers[:FEW])
    raise NoSuchBorrower(wanted=wanted, few=few)


def chosen(about: About, language: str, screen: Screen) -> Borrower | None:
    """The borrower whose number is typed; None when nothing more is."""
    borrowers, words = about["borrowers"], about["languages"][language]["words"]
    screen.say("\n".join([*listed(borrowers, language), "", words["choose"]]))
    for line in screen.lines(sys.stdin):
        place = line.strip()
        if place == QUIT:
            return None
        if place.isdecimal() and 1 <= int(place) <= len(borrowers):
            found: Borrower = borrowers[int(place) - 1]
            return found
        screen.say(words["no_such_number"])
    return None


def listed(borrowers: Sequence[Borrower], language: str) -> list[str]:
    """A line a borrower, numbered from 1."""
    return [f"{place:>4}  {_described(each, language)}" for place, each in enumerate(borrowers, start=1)]


def _described(borrower: Borrower, language: str) -> str:
    matter = borrower["about"][language]
    code = f" [{borrower['cause']}]" if borrower["cause"] else ""
    return (
        f"{borrower['id']}  {borrower['called']} ({borrower['language']})  {matter['group']}: {matter['cause']}{code}"
    )


def own_language(about: About) -> str:
    """The language of this terminal where the bot speaks it, else the bot's first."""
    told = next((os.environ[each] for each in LANGUAGE_VARIABLES if os.environ.get(each)), "")
    code = told.partition("_")[0]
    return code if code in about["languages"] else str(next(iter(about["languages"])))
