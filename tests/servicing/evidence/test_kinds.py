"""What sort of file something is: told from its content, and never from what it calls itself."""

import io

import pytest
from PIL import Image

from servicing.evidence.kinds import KINDS, kind_of

BOX = b"\x00\x00\x00\x18ftyp"


def picture(form: str) -> bytes:
    """A real picture of that form."""
    out = io.BytesIO()
    Image.new("RGB", (3, 2), "white").save(out, form)
    return out.getvalue()


TAKEN = {
    "jpeg": [picture("JPEG")],
    "png": [picture("PNG")],
    "webp": [picture("WEBP")],
    "heic": [BOX + brand + b"\x00\x00\x00\x00" for brand in (b"heic", b"heix", b"hevc", b"mif1", b"msf1")],
    "pdf": [b"%PDF-1.7\n%\xe2\xe3", b"\r\n%PDF-2.0\n"],
}
LEFT_ALONE = [
    pytest.param(b"", id="nothing"),
    pytest.param(b"\xff\xd8", id="half a signature"),
    pytest.param(picture("GIF"), id="gif"),
    pytest.param(picture("BMP"), id="bmp"),
    pytest.param(BOX + b"isom\x00\x00\x02\x00", id="a film"),
    pytest.param(BOX + b"avif\x00\x00\x00\x00", id="another picture in the same box"),
    pytest.param(b"RIFF\x24\x00\x00\x00WAVEfmt ", id="a sound in the same container"),
    pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="svg"),
    pytest.param(b"<!doctype html><p>%PDF-1.7", id="a page that speaks of a PDF"),
    pytest.param(b"PK\x03\x04\x14\x00", id="zip"),
    pytest.param(b"MZ\x90\x00", id="a program"),
]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_told_by_its_first_bytes(kind: str) -> None:
    """Files as the format's own writers make them."""
    assert {kind_of(each) for each in TAKEN[kind]} == {kind}


@pytest.mark.parametrize("content", LEFT_ALONE)
def test_anything_else_is_of_no_kind(content: bytes) -> None:
    """Also where it looks nearly like one."""
    assert kind_of(content) is None
