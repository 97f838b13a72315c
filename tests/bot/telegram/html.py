"""The HTML that Telegram understands, checked as strictly as it does: the texts of the errors are its own."""

from dataclasses import dataclass
from typing import Any

from tests.bot.telegram.characters import END, SPACES, entity_at
from tests.bot.telegram.formatted import Formatted, units
from tests.bot.telegram.refusals import Refusal, bad_request

KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}


def parse_html(source: str) -> Formatted:
    """The text without its tags. Raises: Refusal, "can't parse entities", as the API would."""
    return _Reader(source).read()


@dataclass(frozen=True)
class _Open:
    tag: str
    argument: str
    start: int


class _Reader:
    def __init__(self, source: str) -> None:
        self._source, self._at = source + END, 0
        self._out: list[str] = []
        self._open: list[_Open] = []
        self._entities: list[dict[str, Any]] = []

    def read(self) -> Formatted:
        while self._at < len(self._source) - 1:
            if self._now() != "<":
                self._out.append(self._character())
            elif self._source[self._at + 1] == "/":
                self._end_tag()
            else:
                self._start_tag()
        if self._open:
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        return Formatted("".join(self._out), sorted(self._entities, key=lambda each: (each["offset"], -each["length"])))

    def _now(self) -> str:
        return self._source[self._at]

    def _offset(self, at: int) -> int:
        return len(self._source[:at].encode())

    def _until(self, stops: str) -> str:
        start = self._at
        while self._now() not in stops:
            self._at += 1
        return self._source[start : self._at]

    def _skip_spaces(self) -> None:
        while self._now() in SPACES and self._now() != END:
            self._at += 1

    def _character(self) -> str:
        """One character, or what an entity stands for; an ampersand that begins none is itself."""
        length, meant = entity_at(self._source, self._at) if self._now() == "&" else (0, "")
        if not length:
            length, meant = 1, self._now()
        self._at += length
        if "\ud800" <= meant <= "\udfff":
            raise _wrong("Text contains invalid Unicode characters after decoding HTML entities")
        return meant

    def _start_tag(self) -> None:
        begin = self._at
        self._at += 1
        tag = self._until(SPACES + ">").lower()
        if self._now() == END:
            raise _wrong(f"Unclosed start tag at byte offset {self._offset(begin)}")
        if tag not in KINDS:
            raise _wrong(f'Unsupported start tag "{tag}" at byte offset {self._offset(begin)}')
        attributes = {}
        self._skip_spaces()
        while self._now() != ">":
            name, value = self._attribute(tag, begin)
            attributes[name] = value
            self._skip_spaces()
        self._at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {self._offset(begin)}')
        argument = attributes.get("href" if tag == "a" else "emoji-id", "")
        self._open.append(_Open(tag, argument, units("".join(self._out))))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        place = f'the tag "{tag}" at byte offset {self._offset(begin)}'
        name = self._until(SPACES + "=>" if tag == "blockquote" else SPACES + "=")
        if not name and self._now() != END:
            raise _wrong(f"Empty attribute name in {place}")
        self._skip_spaces()
        if (tag, name) == ("blockquote", "expandable") and self._now() != "=":
            return name, ""
        if self._now() == END:
            raise _wrong(f"Unclosed start tag at byte offset {self._offset(begin)}")
        if self._now() != "=":
            raise _wrong(f"Expected equal sign in declaration of an attribute of {place}")
        self._at += 1
        self._skip_spaces()
        value = self._quoted() if self._now() in "'\"" else self._token()
        if self._now() == END:
            raise _wrong(f"Unclosed start tag at byte offset {self._offset(begin)}")
        return name, value

    def _quoted(self) -> str:
        mark, value = self._now(), []
        self._at += 1
        while self._now() not in (mark, END):
            value.append(self._character())
        if self._now() == mark:
            self._at += 1
        return "".join(value)

    def _token(self) -> str:
        start = self._at
        while self._now().isascii() and (self._now().isalnum() or self._now() in ".-"):
            self._at += 1
        if self._now() not in SPACES + ">":
            raise _wrong(f"Unexpected end of name token at byte offset {self._offset(start)}")
        return self._source[start : self._at].lower()

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise _wrong(f"Unexpected end tag at byte offset {self._offset(begin)}")
        self._at += 2
        tag = self._until(SPACES + ">").lower()
        self._skip_spaces()
        if self._now() != ">":
            raise _wrong(f"Unclosed end tag at byte offset {self._offset(begin)}")
        self._at += 1
        opened = self._open.pop()
        if tag and tag != opened.tag:
            place = f"at byte offset {self._offset(begin)}"
            raise _wrong(f'Unmatched end tag {place}, expected "</{opened.tag}>", found "</{tag}>"')
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = units("".join(self._out)) - opened.start
        entity: dict[str, Any] = {"type": KINDS[opened.tag], "offset": opened.start, "length": length}
        if opened.tag == "a":
            # A link that is none stays plain text, without an error.
            if not opened.argument.startswith(("http://", "https://", "tg://", "mailto:", "tel:")):
                return
            entity["url"] = opened.argument
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.argument
        if length:
            self._entities.append(entity)


def _wrong(why: str) -> Refusal:
    return bad_request(f"can't parse entities: {why}")
