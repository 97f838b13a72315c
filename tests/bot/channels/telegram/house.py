"""A Telegram that answers from a list, and what the channel needs around it."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import update
from telegram import Bot, Update
from telegram._utils.defaultvalue import DEFAULT_NONE
from telegram.request import BaseRequest, RequestData

from bot.channels import Surroundings
from bot.relay.engine import Engine
from bot.relay.messages import Message
from bot.relay.outbox import Delivery
from bot.relay.tables import BUTTONS
from servicing.linking.linking import open_linking
from servicing.linking.phones import ListedPhones
from servicing.settings import Settings
from tests.bot.channels.house import payload, surroundings
from tests.bot.relay.fakes import NOON

TOKEN = "700100:AAExampleOfAToken"
ANN = 501
PHONE, BORROWER = "+447700900123", "b1"
Answer = tuple[int, Any] | Exception


class Script(BaseRequest):
    """Plays Telegram: each call of a method gets the next answer of its list, the last one again and again."""

    def __init__(self, **answers: Sequence[Answer]) -> None:
        self._answers = {method: list(each) for method, each in answers.items()}
        self.calls: list[tuple[str, dict[str, Any]]] = []

    @property
    def read_timeout(self) -> float:
        """Seconds."""
        return 5.0

    async def initialize(self) -> None:
        """Nothing is opened."""

    async def shutdown(self) -> None:
        """Nothing is closed."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = DEFAULT_NONE,
        write_timeout: Any = DEFAULT_NONE,
        connect_timeout: Any = DEFAULT_NONE,
        pool_timeout: Any = DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The next answer."""
        asked = urlsplit(url)
        given = {name: values[0] for name, values in parse_qs(asked.query).items()}
        self.calls.append((name_of(asked.path), {**given, **(request_data.parameters if request_data else {})}))
        answers = self._answers[name_of(asked.path)]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer[0], json.dumps(answer[1]).encode()

    def of(self, method: str) -> list[dict[str, Any]]:
        """What a method was told, call by call."""
        return [given for name, given in self.calls if name == method]


class Listed:
    """A sender of codes that keeps them to itself."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    def send(self, phone: str, code: str) -> None:
        """Keep it."""
        self.codes.append(code)


def name_of(path: str) -> str:
    """The method that an address calls."""
    return path.rpartition("/")[2]


def fine(result: Any) -> Answer:
    """What Telegram answers when all is well."""
    return 200, {"ok": True, "result": result}


def wrong(status: int, description: str, **parameters: int) -> Answer:
    """What it answers when it is not."""
    told = {"ok": False, "error_code": status, "description": description}
    return status, {**told, **({"parameters": parameters} if parameters else {})}


def message(number: int) -> Answer:
    """What a message that was sent is told as."""
    return fine({"message_id": number, "date": 1795320000, "chat": {"id": ANN, "type": "private"}})


def bot_of(script: Script) -> Bot:
    """A bot that speaks to the script."""
    return Bot(TOKEN, request=script, get_updates_request=script)


def around(folder: Path, engine: Engine, codes: Listed | None = None) -> Surroundings:
    """What the channel uses; with `codes`, links and codes are used to prove who is asking."""
    plain = surroundings(folder, engine)
    if codes is None:
        return plain
    directory = ListedPhones({PHONE: BORROWER})
    linking = open_linking(Settings(home=folder), plain.access.engine, directory, codes)
    return replace(plain, linking=linking)


def update_of(situation: str, number: int | None = None, **message: Any) -> Update:
    """A captured update, under another number and with other values in its message where the test names them."""
    raw = payload("telegram", situation)
    if number is not None:
        raw["update_id"] = number
    for kind in raw.keys() & {"message", "edited_message", "callback_query"}:
        raw[kind] |= message
    return Update.de_json(raw, None)


def lines(around: Surroundings, chat: int = ANN) -> Sequence[Message]:
    """The conversation with somebody, so far."""
    book = around.relay.book
    return book.since(book.known("telegram", str(chat)) or "", 0)


def told(around: Surroundings, chat: int = ANN) -> list[str | None]:
    """The names of what was said to them."""
    return [line.reply for line in lines(around, chat) if line.direction == "out"]


def age_buttons(around: Surroundings) -> None:
    """Let every button be too old."""
    with around.relay.book.engine.begin() as connection:
        connection.execute(update(BUTTONS).values(expires_at=NOON))


def delivery(text: str, **changed: Any) -> Delivery:
    """Something to be sent to Ann."""
    plain: dict[str, Any] = {
        "number": 1, "conversation": "c1", "channel": "telegram", "address": str(ANN), "text": text,
        "buttons": (), "facts": {}, "reply": "some_reply", "tries": 1,
    }  # fmt: skip
    return Delivery(**{**plain, **changed})
