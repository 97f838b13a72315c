"""What is done about an update: everything that it asks for is kept under its own id before it is confirmed."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from telegram import Update

from bot.channels import Surroundings
from bot.channels.telegram import updates
from bot.channels.telegram.notices import Notices
from bot.channels.telegram.pieces import EXPORT
from bot.channels.telegram.proof import OLD_LINK, SHARE, UNUSED, Proof
from bot.channels.telegram.taking import AWAY
from bot.channels.telegram.updates import Read, read
from bot.relay.forgetting import Forgetting
from bot.relay.lines import pressed
from bot.relay.messages import Incoming, Remote
from bot.voice.button import Button
from bot.voice.voice import DEFAULT_LANGUAGE
from servicing.evidence.keeping import LARGEST_BYTES, LIMITS, TOO_LARGE

CHANNEL = "telegram"
log = structlog.get_logger()


class Keeper:
    """One update after the other, as the poller brings them.

    `hint` hears of each at once, for what cannot wait; `fetch` of the conversations for which a file has to be fetched.
    """

    def __init__(
        self, around: Surroundings, name: str, hint: Callable[[Read], None], fetch: Callable[[str], None]
    ) -> None:
        self._around, self._book, self._name, self._hint = around, around.relay.book, name, hint
        self._fetch = fetch
        self._notices, self._proof = Notices(around), Proof(around)
        self._forgetting = Forgetting(self._book.engine)
        self._ways: Mapping[type, Callable[[Read, str, Any], Any]] = {
            updates.Text: self._text,
            updates.Edited: self._edited,
            updates.File: self._file,
            updates.Attached: self._attached,
            updates.Press: self._press,
            updates.Start: self._start,
            updates.Human: self._human,
            updates.Language: self._language,
            updates.Forget: self._forget,
            updates.Export: self._export,
            updates.Phone: self._phone,
            updates.Contact: self._contact,
            updates.Group: self._group,
        }

    async def keep(self, update: Update) -> None:
        """Keep what an update says; raises `SQLAlchemyError` or `CasesUnreachable` where that is not possible now."""
        found = read(update, self._name)
        if found is None:
            return
        self._hint(found)
        conversation = await asyncio.to_thread(self._conversation, found)
        try:
            await self._ways[type(found.meaning)](found, conversation, found.meaning)
        except AWAY:
            raise
        except Exception as error:
            # A fault of our own: a person hears of it, and whoever wrote is told so.
            log.error("update not understood", conversation=conversation, update=_id(found), exc_info=error)
            await self._give_up(found, conversation)

    async def _give_up(self, found: Read, conversation: str) -> None:
        text = getattr(found.meaning, "text", "")
        language = await self._notices.written(conversation) or self._ours(found.language)
        await self._around.relay.give_up(Incoming(conversation, _id(found), text=text, quiet=True), language)

    def _conversation(self, found: Read) -> str:
        address, language, now = str(found.chat), self._ours(found.language), self._around.clock()
        known = self._book.known(CHANNEL, address)
        return known or self._book.conversation(CHANNEL, address, language, now, pushed=True)

    async def _text(self, found: Read, conversation: str, said: updates.Text) -> None:
        """A code that is waited for is not kept; anything else that is typed is."""
        reply = await self._proof.confirm(said.text, conversation, _id(found))
        if reply is None:
            await self._around.relay.take(Incoming(conversation, _id(found), text=said.text))
        else:
            await self._say(reply, found, conversation)

    async def _edited(self, found: Read, conversation: str, said: updates.Edited) -> None:
        """A changed message is said anew; Telegram also reports changes that no reader sees."""
        if not await asyncio.to_thread(self._book.was_typed, conversation, said.text):
            await self._text(found, conversation, updates.Text(said.text))

    async def _file(self, found: Read, conversation: str, sent: updates.File) -> None:
        """Written down and fetched afterwards; what was written under it is a text like any other."""
        if sent.text:
            await self._text(found, conversation, updates.Text(sent.text))
        if sent.size > LARGEST_BYTES:
            facts = {"why": TOO_LARGE, **LIMITS}
            await self._say("file_refused", found, conversation, facts, slot=f"refused.{_id(found)}", unasked=True)
            return
        remote = Remote(sent.remote, sent.album or _id(found))
        line = Incoming(conversation, f"f{_id(found)}", facts={"files": [{}]}, remote=remote, quiet=True)
        await self._around.relay.take(line)
        self._fetch(conversation)

    async def _attached(self, found: Read, conversation: str, sent: updates.Attached) -> None:
        """A row of recordings or stickers is answered once; what was written under it is a text like any other."""
        if sent.text:
            await self._text(found, conversation, updates.Text(sent.text))
        slot = f"{sent.sort}.{sent.album or _minute(found)}"
        await self._say(f"telegram_{sent.sort}", found, conversation, slot=slot, unasked=True)

    async def _press(self, found: Read, conversation: str, button: updates.Press) -> None:
        if await asyncio.to_thread(self._is_known, conversation, button.token):
            await self._around.relay.take(Incoming(conversation, _id(found), token=button.token))
        elif not await asyncio.to_thread(self._book.under, conversation, "in", _id(found)):
            await self._say("telegram_old_button", found, conversation)

    async def _start(self, found: Read, conversation: str, start: updates.Start) -> None:
        reply = await self._proof.redeem(start.token, conversation) if start.token else None
        if reply is not None:
            await self._say(reply, found, conversation)
        if reply != OLD_LINK:
            await self._press_ourselves(found, conversation, "start", self._ours(found.language) or DEFAULT_LANGUAGE)

    async def _human(self, found: Read, conversation: str, _: updates.Human) -> None:
        await self._press_ourselves(found, conversation, "human")

    async def _language(self, found: Read, conversation: str, asked: updates.Language) -> None:
        wanted = self._ours(asked.wanted)
        if wanted is None:
            known = [{"code": code, "name": each.name} for code, each in self._around.languages.items()]
            await self._say("telegram_languages", found, conversation, {"languages": known})
        else:
            await asyncio.to_thread(self._book.set_language, conversation, wanted)
            await self._press_ourselves(found, conversation, "switch_language", wanted)

    async def _forget(self, found: Read, conversation: str, asked: updates.Forget) -> None:
        """From now on this chat speaks for nobody; what was said is erased for who is sure, and offered as a file."""
        await self._proof.unlink(conversation)
        if not asked.is_sure:
            await self._say("telegram_forget", found, conversation)
        # What was said after an update that was seen to before is not for it to erase.
        elif not await asyncio.to_thread(self._book.under, conversation, "out", _id(found)):
            # The words that show it are gone afterwards.
            written = await self._notices.written(conversation) or self._ours(found.language)
            await asyncio.to_thread(self._forgetting.forget, conversation)
            await self._notices.say("telegram_forgotten", conversation, _id(found), written)

    async def _export(self, found: Read, conversation: str, _: updates.Export) -> None:
        """The file is made when it is sent: no copy of it is kept."""
        await self._say(EXPORT, found, conversation)

    async def _phone(self, found: Read, conversation: str, _: updates.Phone) -> None:
        """Where phones prove nothing there is no use in sharing one."""
        await self._say(UNUSED if self._around.linking is None else SHARE, found, conversation)

    async def _contact(self, found: Read, conversation: str, sent: updates.Contact) -> None:
        own = sent.is_own
        reply = await self._proof.ask_code(sent.phone, conversation) if own else "telegram_other_contact"
        await self._say(reply, found, conversation)

    async def _group(self, found: Read, conversation: str, _: updates.Group) -> None:
        """Once a minute: twenty messages a minute are all that a group lets a bot say."""
        facts = {"bot": self._name}
        await self._say("telegram_group", found, conversation, facts, slot=f"group.{_minute(found)}")

    async def _say(
        self,
        reply: str,
        found: Read,
        conversation: str,
        facts: Mapping[str, Any] | None = None,
        slot: str | None = None,
        unasked: bool = False,
    ) -> None:
        language = self._ours(found.language)
        await self._notices.say(reply, conversation, slot or _id(found), language, facts, unasked)

    async def _press_ourselves(self, found: Read, conversation: str, intent: str, language: str | None = None) -> None:
        """Press a button that no message shows, under the id of the update, so that a second time is recognised."""
        # Whoever asks for a language by its name has said that name.
        title = self._around.languages[language].name if intent == "switch_language" and language else ""
        button = Button(title, intent, {} if language is None else {"language": language})
        await self._around.relay.press(conversation, button, _id(found))

    def _is_known(self, conversation: str, token: str) -> bool:
        """Whether a button is this conversation's own and not too old."""
        with self._book.engine.connect() as connection:
            return pressed(connection, conversation, token, self._around.clock()) is not None

    def _ours(self, language: str | None) -> str | None:
        """A language of ours, as Telegram or somebody names it: `zh`, `zh-hans`, `EN`, or by its own name."""
        wanted = (language or "").casefold()
        named = {each.name.casefold(): code for code, each in self._around.languages.items()}
        code = named.get(wanted, wanted.partition("-")[0])
        return code if code in self._around.languages else None


def _id(found: Read) -> str:
    return f"u{found.update_id}"


def _minute(found: Read) -> int:
    """The minute in which it was said: the same for the same update, whenever Telegram brings it."""
    return int(found.at.timestamp()) // 60 if found.at else found.update_id
