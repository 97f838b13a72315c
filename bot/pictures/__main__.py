"""`python -m bot.pictures BORROWER SYMPTOM --out FILE`: the picture that a borrower would get, for an engineer."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.pictures.artist import Artist, png
from bot.voice.catalogue import catalogues
from bot.voice.voice import DEFAULT_LANGUAGE, Voice
from servicing.account.pictured import pictured
from servicing.console import answered, moment
from servicing.database import open_engine
from servicing.diagnosis.diagnose import diagnose
from servicing.diagnosis.register import symptom, symptoms
from servicing.diagnosis.thresholds import load
from servicing.diagnosis.views import Setting
from servicing.errors import ServicingError, UnknownSubject
from servicing.ledger.door import LedgerDoor
from servicing.settings import Settings

FORMS = (".svg", ".png")


class NoPicture(ServicingError):
    """There is no picture of what this symptom is about."""


class NotWritten(ServicingError):
    """The picture cannot be written there."""


def main(words: Sequence[str]) -> int:
    """The exit code: 0, or 2 for wrong input."""
    languages = catalogues()
    arguments = _parser(list(languages)).parse_args(words)
    return answered(lambda: _run(arguments, Settings.from_environment(os.environ), Artist(Voice(languages))))


def _parser(languages: Sequence[str]) -> ArgumentParser:
    parser = ArgumentParser(prog="python -m bot.pictures", description="The picture that goes with an answer.")
    parser.add_argument("borrower", metavar="BORROWER", help="the borrower's reference in the ledger")
    parser.add_argument("symptom", metavar="SYMPTOM", help=f"one of {', '.join(sorted(symptoms()))}")
    parser.add_argument("--out", metavar="FILE", type=_file, required=True, help="ends in .svg or .png")
    parser.add_argument("--language", metavar="CODE", choices=languages, default=DEFAULT_LANGUAGE, help="such as zh")
    parser.add_argument("--subject", metavar="REF", help="the payment, line or instalment that is meant")
    parser.add_argument("--at", metavar="TIME", type=moment, help="ask as of this time; default now")
    parser.add_argument("--ledger", metavar="ADDRESS", help="as SQLAlchemy writes it; default DUIZHANG_LEDGER")
    return parser


def _file(text: str) -> Path:
    if Path(text).suffix not in FORMS:
        raise ArgumentTypeError(f"{text!r} should end in .svg or .png")
    return Path(text)


def _run(arguments: Namespace, settings: Settings, artist: Artist) -> int:
    now: datetime = arguments.at or settings.clock()()
    engine = open_engine(arguments.ledger or settings.ledger, read_only=True)
    try:
        setting = Setting(LedgerDoor(engine).facts(arguments.borrower, now), now, load(*settings.thresholds))
    finally:
        engine.dispose()
    picture = _picture(setting, arguments.symptom, arguments.subject)
    drawing = artist.draw(picture, arguments.language, setting.facts.borrower.time_zone)
    _write(arguments.out, drawing.svg)
    print(drawing.alt)
    return 0


def _picture(setting: Setting, name: str, subject: str | None) -> Mapping[str, Any]:
    """The first picture of what is meant, or of what is in trouble; raises `UnknownSubject` or `NoPicture`."""
    meant = diagnose(setting, name, subject).subject
    if meant is None or subject not in (None, meant.ref):
        raise UnknownSubject(f"Say with --subject which {symptom(name).subject.kind} is meant.")
    picture = next(pictured(setting, symptom(name).subject.kind, meant.ref), None)
    if picture is None:
        raise NoPicture
    return picture


def _write(out: Path, svg: str) -> None:
    try:
        out.write_bytes(png(svg) if out.suffix == ".png" else svg.encode())
    except OSError as error:
        raise NotWritten(f"{out} cannot be written: {error.strerror}.") from error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
