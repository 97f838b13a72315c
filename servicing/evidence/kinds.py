"""What sort of file something is, told from its first bytes alone: a name, or what a sender says of it, is hearsay.

The signatures are those of the formats' own specifications: JPEG (ITU-T T.81), PNG (W3C), WebP (RFC 9649), HEIF
(ISO/IEC 23008-12, by the brands of its `ftyp` box) and PDF (ISO 32000).
"""

import re

PICTURES = ("jpeg", "png", "webp", "heic")
KINDS = (*PICTURES, "pdf")
_SIGNATURES = {
    "jpeg": re.compile(rb"\xff\xd8\xff"),
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    "heic": re.compile(rb".{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)", re.DOTALL),
    # What some banks' servers put before it is white space.
    "pdf": re.compile(rb"\s{0,16}%PDF-\d"),
}


def kind_of(content: bytes) -> str | None:
    """One of `KINDS`; None for anything else."""
    return next((kind for kind, signature in _SIGNATURES.items() if signature.match(content)), None)
