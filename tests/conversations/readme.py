"""The parts of the README that are made and not written: a conversation as it was played, and the table of symptoms."""

import re
from pathlib import Path

from bot.voice.catalogue import catalogues
from servicing.diagnosis.register import causes_of_every_symptom, symptoms
from tests.conversations.transcript import WRITTEN_IN

README = Path(__file__).resolve().parents[2] / "README.md"
CONVERSATION = re.compile(r"<!-- conversation: (?P<name>\w+) (?P<language>\w+) -->\n(?P<text>.*?)<!-- end -->", re.S)
SYMPTOMS = re.compile(r"<!-- symptoms -->\n(?P<text>.*?)<!-- end -->", re.S)


def quoted(conversation: str) -> str:
    """A conversation as a block of the README."""
    return f"```text\n{conversation}\n```\n"


def with_conversation(readme: str, conversation: str) -> str:
    """The README with this conversation in its place."""
    found = _only(CONVERSATION, readme)
    return readme[: found.start("text")] + quoted(conversation) + readme[found.end("text") :]


def which_conversation(readme: str) -> tuple[str, str]:
    """The transcript that the README shows, and in which language."""
    found = _only(CONVERSATION, readme)
    return found["name"], found["language"]


def table_of_symptoms() -> str:
    """A row a symptom: what a borrower says, in both languages, and its causes; last those that all of them share."""
    words = [catalogues()[language].words["symptoms"] for language in sorted(WRITTEN_IN)]
    rows = (
        f"| {' · '.join(each[name] for each in words)} | {', '.join(f'`{cause}`' for cause in symptom.own)} |\n"
        for name, symptom in symptoms().items()
    )
    every = f"| any of them | {', '.join(f'`{cause}`' for cause in causes_of_every_symptom())} |\n"
    return "".join(["| the borrower says | it looks for |\n", "|---|---|\n", *rows, every])


def with_symptoms(readme: str) -> str:
    """The README with the table as it should be now."""
    found = _only(SYMPTOMS, readme)
    return readme[: found.start("text")] + table_of_symptoms() + readme[found.end("text") :]


def _only(pattern: "re.Pattern[str]", text: str) -> "re.Match[str]":
    found = pattern.search(text)
    assert found is not None, f"README.md has no place for {pattern.pattern}"
    return found
