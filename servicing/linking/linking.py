"""Linking a conversation to a borrower who has proved that they are it. Every method raises `CasesUnreachable`."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from servicing.access import drop_link, put_link
from servicing.errors import CodeRefused, LinkRefused
from servicing.linking.codes import Codes, clear_away, void
from servicing.linking.key import code_key
from servicing.linking.phones import Directory, ListedPhones, phone_of, read_phones
from servicing.linking.sending import CodeSender, ConsoleSender, Post
from servicing.linking.tokens import LinkToken, linked_by, new_token, use_token
from servicing.settings import Settings
from servicing.store.reach import within_reach


@dataclass(frozen=True)
class Linking:
    """The two ways to a link, and the way back; a proof is used up with its link or not at all."""

    engine: Engine
    codes: Codes
    directory: Directory
    post: Post

    def make_token(self, borrower_id: str, at: datetime) -> LinkToken:
        """A one-time link for a borrower who is logged in with the lender."""
        with within_reach(), self.engine.begin() as connection:
            return new_token(connection, borrower_id, at)

    def redeem(self, token: str, conversation: str, at: datetime) -> str:
        """Link a conversation by a one-time link; the borrower. Told twice by the messenger, it is linked once.

        Raises `LinkRefused` for one that is unknown, used or expired, in the same words and after the same work.
        """
        with within_reach(), self.engine.begin() as connection:
            borrower_id = use_token(connection, token, at)
            if borrower_id is not None:
                put_link(connection, conversation, borrower_id, at)
                return borrower_id
            linked_before = linked_by(connection, token, conversation)
        if linked_before is None:
            raise LinkRefused
        return linked_before

    def ask_code(self, conversation: str, phone: str, at: datetime) -> None:
        """Send a code to a phone that its owner has shared, if it is a borrower's; nobody hears whether it is.

        That the number is the sender's own has to be seen to by the channel. Raises `BadPhone` or `TooManyCodes`.
        """
        number = phone_of(phone)
        borrower_id = self.directory.borrower_of(number)
        with within_reach(), self.engine.begin() as connection:
            code = self.codes.new(connection, conversation, number, borrower_id, at)
        self.post.take(None if borrower_id is None else number, code)

    def confirm(self, conversation: str, code: str, at: datetime) -> str:
        """Link a conversation by the code that was sent; the borrower. Raises `CodeRefused`, whatever is wrong."""
        with within_reach(), self.engine.begin() as connection:
            borrower_id = self.codes.use(connection, conversation, code, at)
            if borrower_id is not None:
                put_link(connection, conversation, borrower_id, at)
        # Only now: a code tried in vain has to be counted.
        if borrower_id is None:
            raise CodeRefused
        return borrower_id

    def unlink(self, conversation: str) -> None:
        """Let a conversation speak for nobody any more, and let no code that is on its way change that."""
        with within_reach(), self.engine.begin() as connection:
            drop_link(connection, conversation)
            void(connection, conversation)

    def forget(self, conversation: str, at: datetime) -> None:
        """Erase what is held of a conversation.

        Of its codes the times of the last hour stay, with the hash of the phone: otherwise forgetting would be a way
        around their limit. They go when the hour is over and anybody asks for a code, or forgets.
        """
        with within_reach(), self.engine.begin() as connection:
            drop_link(connection, conversation)
            void(connection, conversation)
            clear_away(connection, at)


def open_linking(
    settings: Settings, engine: Engine, directory: Directory | None = None, sender: CodeSender | None = None
) -> Linking:
    """Linking as the settings describe it; raises `PhonesRefused` or `CodeKeyDamaged`.

    Without a directory it is the file that the settings name, or nobody; without a sender codes are printed.
    """
    listed = read_phones(settings.phones) if settings.phones else ListedPhones({})
    post = Post(sender or ConsoleSender())
    return Linking(engine, Codes(code_key(settings)), directory or listed, post)
