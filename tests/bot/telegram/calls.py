"""A request to the Bot API, in any of the four ways that the documentation allows."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email import message_from_string
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl

from tests.bot.telegram.refusals import bad_request

Json = dict[str, Any]
YES = {"true", "yes", "1"}


@dataclass(frozen=True)
class Upload:
    """A file in a multipart body."""

    name: str
    content: bytes
    mime: str


@dataclass(frozen=True)
class Call:
    """A method with its arguments; whatever is not text is JSON, as the API wants it."""

    method: str
    args: Mapping[str, str]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The argument, empty when it is not there."""
        return self.args.get(name, "")

    def yes(self, name: str) -> bool:
        """Whether the argument is a yes."""
        return self.text(name).lower() in YES

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        """A number, kept between its bounds as the API does; one that is none is the default."""
        try:
            return min(most, max(least, int(self.text(name))))
        except ValueError:
            return default

    def parsed(self, name: str, refusal: str) -> Any:
        """The JSON of an argument, None when it is not there; refused with these words when it is no JSON."""
        if not self.text(name):
            return None
        try:
            return json.loads(self.text(name))
        except ValueError:
            raise bad_request(refusal) from None

    def upload(self, name: str) -> Upload | None:
        """The file that came under this name, or that the argument points to with attach://."""
        return self.files.get(name) or self.files.get(self.text(name).removeprefix("attach://"))


def read_call(method: str, query: str, content_type: str, body: bytes) -> Call:
    """The call that a request makes; body arguments go before those of the address. Raises: Refusal."""
    args, files = _text_arguments(query), dict[str, Upload]()
    try:
        if content_type.startswith("multipart/form-data"):
            for name, value in _parts(content_type, body):
                if isinstance(value, Upload):
                    files[name] = value
                else:
                    args[name] = value
        elif content_type.startswith("application/json"):
            args |= _json_arguments(body)
        else:
            args |= _text_arguments(body.decode())
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return Call(method, args, files)


def _text_arguments(text: str) -> dict[str, str]:
    return dict(parse_qsl(text, keep_blank_values=True, errors="strict"))


def _json_arguments(body: bytes) -> dict[str, str]:
    try:
        told = json.loads(body)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise bad_request("can't parse JSON object")
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in told.items()}


def _parts(content_type: str, body: bytes) -> Iterator[tuple[str, str | Upload]]:
    whole = Message()
    whole["content-type"] = content_type
    delimiter = b"\r\n--" + str(whole.get_param("boundary")).encode()
    for part in (b"\r\n" + body).split(delimiter)[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = message_from_string(head.decode())
        name = str(headers.get_param("name", header="content-disposition"))
        file = headers.get_filename()
        yield name, content.decode() if file is None else Upload(file, content, headers.get_content_type())
