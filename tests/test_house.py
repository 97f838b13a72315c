"""The house checks its own shape: which way the arrows run, where words may stand, and that nothing needs a list."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.voice.catalogue import catalogues

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("bot", "actions", "servicing")
HAN = re.compile(r"[\u3400-\u9fff]")
FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]

# What a room may import of the others. The voice and the engine also run in an environment that has none of the rest.
ALLOWED = {
    "servicing": {"servicing"},
    "actions": {"actions", "servicing"},
    "bot": {"bot", "servicing"},
    "bot.engine": {"bot.engine", "bot.voice"},
    "bot.voice": {"bot.voice"},
}


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _room(name: str) -> str:
    """The narrowest room that has a rule."""
    return max((room for room in ALLOWED if f"{name}.".startswith(f"{room}.")), key=len)


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_arrows_run_one_way(path: Path) -> None:
    """bot to servicing, actions to servicing; never back, never between bot and actions."""
    allowed = ALLOWED[_room(_name(path))]
    ours = [each for each in _imports(path) if each.split(".")[0] in (*ROOMS, "tests", "benchmarks")]
    outside = [each for each in ours if not any(f"{each}.".startswith(f"{room}.") for room in allowed)]
    assert outside == []


def _strings(path: Path) -> Iterator[str]:
    """The string constants of a file, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_chinese_word_stands_in_python(path: Path) -> None:
    """What a borrower reads lives with its language, where a translator finds it."""
    assert [each for each in _strings(path) if HAN.search(each)] == []


@pytest.mark.parametrize("path", sorted((ROOT / "actions").glob("*.py")), ids=_name)
def test_no_sentence_stands_in_an_action(path: Path) -> None:
    """Actions name replies; a string of several words would be a sentence that somebody reads."""
    assert [each for each in _strings(path) if each.count(" ") >= 2] == []


def test_no_word_stands_in_the_domain() -> None:
    """The domain says what there is, not how it is said."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert "responses" not in domain
    assert not HAN.search((ROOT / "domain.yml").read_text(encoding="utf-8"))


def test_the_domain_names_every_action_and_no_other() -> None:
    """An action is a file in `actions/`; one that the domain forgets would never be called."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    files = {path.stem for path in (ROOT / "actions").glob("*.py") if "\ndef act(" in path.read_text(encoding="utf-8")}
    named = {name if name.startswith("validate_") else f"action_{name}" for name in files}
    assert {name for name in domain["actions"] if not name.startswith("utter_")} == named


def test_every_reply_that_the_domain_utters_has_its_words() -> None:
    """In every language."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    uttered = {name.removeprefix("utter_") for name in domain["actions"] if name.startswith("utter_")}
    for catalogue in catalogues().values():
        assert uttered <= set(catalogue.replies)


def test_every_button_means_an_intent_that_there_is() -> None:
    """A button that means nothing would be answered with an apology."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    intents = {next(iter(each)) for each in domain["intents"]}
    for catalogue in catalogues().values():
        buttons = [each for reply in catalogue.replies.values() for each in reply.get("buttons", ()) if "press" in each]
        assert {each["press"] for each in [*buttons, *catalogue.words["steps"].values()]} <= intents


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_file_grows_past_300_lines(path: Path) -> None:
    """What does not fit in the eye does not fit in the head."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
