"""Plays the transcripts and prints them for reading: `python -m tests.conversations [NAME …] [--language zh]`."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.conversations.checks import faults
from tests.conversations.house import RealHouse, real_house
from tests.conversations.play import play
from tests.conversations.printing import printed
from tests.conversations.readme import README, which_conversation, with_conversation, with_symptoms
from tests.conversations.transcript import FOLDER, Transcript, every_transcript, read


def main() -> int:
    """0 when every conversation went as written, 1 otherwise."""
    arguments = _arguments()
    if arguments.write_readme:
        return _write_readme()
    chosen = [each for each in every_transcript() if not arguments.names or each.name in arguments.names]
    with tempfile.TemporaryDirectory() as home, real_house(Path(home)) as house:
        wrong = [
            asyncio.run(_show(house, each, language)) for each in chosen for language in _languages(each, arguments)
        ]
    print(f"{len(wrong)} conversations, {sum(wrong)} not as written")
    return 1 if any(wrong) else 0


def _write_readme() -> int:
    text = with_symptoms(README.read_text(encoding="utf-8"))
    name, language = which_conversation(text)
    with tempfile.TemporaryDirectory() as home, real_house(Path(home)) as house:
        outcome = asyncio.run(play(house, read(FOLDER / f"{name}.yml"), language))
    README.write_text(with_conversation(text, printed(outcome)), encoding="utf-8")
    return 0


def _languages(transcript: Transcript, arguments: argparse.Namespace) -> list[str]:
    return [each for each in transcript.languages if arguments.language in (None, each)]


async def _show(house: RealHouse, transcript: Transcript, language: str) -> bool:
    outcome = await play(house, transcript, language)
    print(f"\n=== {transcript.name} [{language}]: {transcript.about}\n")
    print(printed(outcome))
    found = faults(house, transcript, outcome)
    for each in found:
        print(f"!!! {each}")
    return bool(found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.conversations", description="Play the transcripts.")
    parser.add_argument("names", nargs="*", help="file names without .yml; all of them if none is named")
    parser.add_argument("--language", help="only this language")
    parser.add_argument("--write-readme", action="store_true", help="renew what is made in README.md, and no more")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
