"""Who is asking: a one-time link of the lender's app, or the sender's own phone number and the code sent to it.

No answer says whether an account exists. Neither the link, the number nor the code is kept in the conversation.
"""

import asyncio
import re
from dataclasses import dataclass

from bot.channels import Surroundings
from bot.relay.messages import Message
from servicing.errors import BadPhone, CodeRefused, LinkRefused, TooManyCodes
from servicing.linking.codes import LASTS

CODE_ASKED, LINKED, OLD_LINK = "telegram_code", "telegram_linked", "telegram_old_link"
SHARE, UNUSED = "telegram_share", "telegram_contact"
CODE = re.compile(r"\s*([0-9]{3})[ -]?([0-9]{3})\s*")


@dataclass(frozen=True)
class Proof:
    """The way to a link. Every method raises `CasesUnreachable`, and does no harm a second time."""

    around: Surroundings

    async def redeem(self, token: str, conversation: str) -> str | None:
        """The name of what is said about a one-time link; None where links are not used."""
        linking = self.around.linking
        if linking is None:
            return None
        try:
            await asyncio.to_thread(linking.redeem, token, conversation, self.around.clock())
        except LinkRefused:
            return OLD_LINK
        return LINKED

    async def ask_code(self, phone: str, conversation: str) -> str:
        """Have a code sent to the sender's own number, if it is somebody's; the name of what is said about it."""
        linking = self.around.linking
        if linking is None:
            return UNUSED
        try:
            await asyncio.to_thread(linking.ask_code, conversation, phone, self.around.clock())
        except (BadPhone, TooManyCodes) as error:
            return "telegram_bad_phone" if isinstance(error, BadPhone) else "telegram_too_many_codes"
        return CODE_ASKED

    async def confirm(self, typed: str, conversation: str, slot: str) -> str | None:
        """The name of what is said about a code; None where the text is none, or none is waited for.

        `slot` is where that is said: what was said there before, for the same update, is said again.
        """
        linking, digits = self.around.linking, CODE.fullmatch(typed)
        if linking is None or digits is None:
            return None
        book = self.around.relay.book
        before = await asyncio.to_thread(book.under, conversation, "out", slot)
        if before is not None:
            return before.reply
        if not self._is_waited_for(await asyncio.to_thread(book.last_said, conversation, (CODE_ASKED, LINKED))):
            return None
        try:
            await asyncio.to_thread(linking.confirm, conversation, "".join(digits.groups()), self.around.clock())
        except CodeRefused:
            return LINKED if await self._is_linked(conversation) else "telegram_wrong_code"
        return LINKED

    async def unlink(self, conversation: str) -> None:
        """Let the conversation speak for nobody any more, and erase what its proofs left."""
        if self.around.linking is None:
            await asyncio.to_thread(self.around.access.unlink, conversation)
        else:
            await asyncio.to_thread(self.around.linking.forget, conversation, self.around.clock())

    async def _is_linked(self, conversation: str) -> bool:
        return await asyncio.to_thread(self.around.access.borrower_if_proved, conversation) is not None

    def _is_waited_for(self, last: Message | None) -> bool:
        """Whether the last that was said about codes is that one was sent, and not long ago."""
        return last is not None and last.reply == CODE_ASKED and self.around.clock() - last.at <= LASTS
