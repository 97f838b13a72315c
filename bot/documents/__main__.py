"""`python -m bot.documents NUMBER`: the PDF of a certificate again, or whether one that somebody shows is ours."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from bot.documents.render import is_genuine, rendered
from bot.voice.catalogue import catalogues
from bot.voice.voice import DEFAULT_LANGUAGE, Voice
from servicing.certificates.book import CertificateBook
from servicing.certificates.certificate import number_in
from servicing.console import answered
from servicing.database import open_engine
from servicing.errors import ServicingError
from servicing.settings import Settings
from servicing.store import upgrade

NOT_GENUINE = 1


class NoSuchDocument(ServicingError):
    """There is no certificate of that number. Trying again does not help; check the number."""


class UnreadableFile(ServicingError):
    """The file cannot be read or written. Trying again does not help; check its place and rights."""


def main(words: Sequence[str]) -> int:
    """The exit code: 0; 1 for a PDF that is not ours; 2 for wrong input."""
    arguments = _parser().parse_args(words)
    return answered(lambda: _run(arguments, Settings.from_environment(os.environ)))


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m bot.documents", description="The PDF of a certificate.")
    parser.add_argument("number", metavar="NUMBER")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", metavar="FILE", type=Path, help="write the PDF there")
    what.add_argument("--compare", metavar="FILE", type=Path, help="is this PDF, to the byte, one of ours?")
    parser.add_argument("--language", choices=sorted(catalogues()), default=DEFAULT_LANGUAGE)
    return parser


def _run(arguments: Namespace, settings: Settings) -> int:
    store = open_engine(settings.cases, durable=True)
    upgrade(store)
    certificate = CertificateBook(store).find(number_in(arguments.number) or "")
    if certificate is None:
        raise NoSuchDocument
    voice = Voice(catalogues())
    try:
        if arguments.out:
            arguments.out.write_bytes(rendered(certificate, voice, arguments.language))
            return 0
        genuine = is_genuine(arguments.compare.read_bytes(), certificate, voice)
    except OSError as error:
        raise UnreadableFile from error
    print("genuine" if genuine else "not ours")
    return 0 if genuine else NOT_GENUINE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
