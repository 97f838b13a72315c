"""What people send besides words: pictures, files, contacts, their voice."""

import io
import secrets
from collections.abc import Sequence

from PIL import Image

from tests.bot.telegram.calls import Json
from tests.bot.telegram.hooks import Done, Hooks

SMALL_SIDE = 90


class Parcels(Hooks):
    """Each returns what the bot gets to know of it."""

    def sends_photo(self, chat: int, content: bytes, caption: str = "", sender: int = 0, album: str = "") -> Done:
        """A picture, which Telegram offers in two sizes, the smaller first."""
        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
            small = io.BytesIO()
            picture.convert("RGB").resize((SMALL_SIDE, SMALL_SIDE)).save(small, "JPEG")
        sizes = [
            self.world.files.keep(small.getvalue(), "photos", ".jpg").json() | _size(SMALL_SIDE, SMALL_SIDE),
            self.world.files.keep(content, "photos", ".jpg").json() | _size(width, height),
        ]
        return self.sends(chat, sender, photo=sizes, caption=caption, media_group_id=album)

    def sends_album(self, chat: int, contents: Sequence[bytes], caption: str = "") -> list[Done]:
        """Pictures chosen together: a message each, with one name for all, the caption at the first."""
        album = str(secrets.randbits(56))
        captions = [caption, *[""] * len(contents)]
        return [self.sends_photo(chat, each, text, album=album) for each, text in zip(contents, captions, strict=False)]

    def sends_document(self, chat: int, content: bytes, name: str, mime: str, caption: str = "") -> Done:
        """A file."""
        file = self.world.files.keep(content, "documents", f".{name.rpartition('.')[2]}")
        return self.sends(chat, document=file.json() | {"file_name": name, "mime_type": mime}, caption=caption)

    def sends_voice(self, chat: int, seconds: int = 3) -> Done:
        """Something spoken."""
        file = self.world.files.keep(b"OggS" * seconds, "voice", ".oga").json()
        return self.sends(chat, voice=file | {"duration": seconds, "mime_type": "audio/ogg"})

    def sends_sticker(self, chat: int) -> Done:
        """A little picture that says nothing that could be read."""
        file = self.world.files.keep(b"RIFF", "stickers", ".webp").json()
        kind = {"type": "regular", "is_animated": False, "is_video": False, "emoji": "👍"}
        return self.sends(chat, sticker=file | _size(512, 512) | kind)

    def shares_contact(self, chat: int, phone: str, owner: int | None = None) -> Done:
        """Their own number, or that of somebody in their address book: 0 when that one has no Telegram."""
        return self.sends(chat, contact=self._contact(phone, chat if owner is None else owner))

    def forwards_contact(self, chat: int, phone: str, owner: int) -> Done:
        """The contact that somebody else once shared of themselves, passed on."""
        origin = {"type": "user", "sender_user": self.person(owner).json(), "date": self.world.clock.date()}
        return self.sends(chat, contact=self._contact(phone, owner), forward_origin=origin)

    def _contact(self, phone: str, owner: int) -> Json:
        told: Json = {"phone_number": phone, "first_name": self.person(owner).first_name if owner else "Somebody"}
        return told | ({"user_id": owner} if owner else {})


def _size(width: int, height: int) -> Json:
    return {"width": width, "height": height}
