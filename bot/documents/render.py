"""From a certificate to its PDF: the facts that it holds, said in a language, put on paper."""

import json
from collections.abc import Sequence
from typing import Any

from bot.documents.paper import paper
from bot.voice.voice import Voice
from servicing.certificates.certificate import Certificate
from servicing.wire import wire


def rendered(certificate: Certificate, voice: Voice, language: str | None) -> bytes:
    """The PDF in a language; the same certificate and language give the same bytes."""
    text = words_of(certificate, voice, language)
    return paper(text, certificate.number, certificate.issued_at, language or "")


def words_of(certificate: Certificate, voice: Voice, language: str | None) -> str:
    """What stands on it, with the marks of `paper`."""
    return voice.say(f"paper_{certificate.kind}", language, facts_of(certificate)).text


def facts_of(certificate: Certificate) -> dict[str, Any]:
    """The facts as they travel, with the number, the moment of issue and the digest."""
    about = {"certificate": certificate.number, "issued_at": certificate.issued_at, "digest": certificate.digest}
    return {**json.loads(certificate.says), **wire(about)}


def is_genuine(pdf: bytes, certificate: Certificate, voice: Voice) -> bool:
    """Whether a PDF is, byte for byte, what we give out for the certificate in one of the languages."""
    languages: Sequence[str] = voice.languages
    return any(pdf == rendered(certificate, voice, language) for language in languages)
