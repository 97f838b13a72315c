"""The sentences to learn from: each once, in one intent, the same intents in every language."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = sorted(path.parent.name for path in (ROOT / "data" / "lang").glob("*/language.yml"))
MEASURE = ROOT.parent / "shared" / "eval"


def _plain(sentence: str) -> str:
    return re.sub(r"[\W_]+", "", sentence.casefold())


def sentences(language: str) -> dict[str, list[str]]:
    """The sentences of each intent; a file holds the intent that it is named after."""
    found = {}
    for path in sorted((ROOT / "data" / "lang" / language / "nlu").glob("*.yml")):
        (block,) = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        assert block["intent"] == path.stem
        found[path.stem] = [line[2:] for line in block["examples"].splitlines() if line.startswith("- ")]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_twice(language: str) -> None:
    """A sentence in two intents teaches nothing; twice in one, it counts double."""
    counted = Counter(_plain(each) or each for some in sentences(language).values() for each in some)
    assert [each for each, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_looks_like_a_command(language: str) -> None:
    """Rasa would read a leading slash, or brackets with parentheses behind them, as something else."""
    every = [each for some in sentences(language).values() for each in some]
    assert [each for each in every if each.startswith("/") or re.search(r"\]\s*\(", each)] == []


def test_every_language_knows_the_same_intents() -> None:
    """A borrower may ask the same in any of them."""
    first, *others = (set(sentences(language)) for language in LANGUAGES)
    assert all(other == first for other in others)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_sentences_of_each_intent(language: str) -> None:
    """Too few, and the intent loses against its neighbours."""
    assert {intent for intent, some in sentences(language).items() if len(some) < 25} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_taken_from_the_measure(language: str) -> None:
    """What understanding is measured with must not be learned from."""
    path = MEASURE / f"{language}_dev.jsonl"
    if not path.exists():
        pytest.skip("the sentences to measure with are not here")
    measured = {_plain(json.loads(line)["text"]) for line in path.read_text(encoding="utf-8").splitlines()}
    assert measured & {_plain(each) for some in sentences(language).values() for each in some} - {""} == set()
