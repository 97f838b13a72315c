"""A model is trained when its data changed, never twice, and a half-made one is never kept."""

from pathlib import Path

import pytest

from bot.setup.faults import BrokenYaml, NothingToTrain, NotTrained
from bot.setup.model import current_model, drop_old_models, ensure_model, model_key
from bot.setup.places import Places
from tests.bot.setup.stand_ins import FAILS, RASA, THIS_PYTHON, clone, lines_of, program


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A clone whose engine writes down each training."""
    places = clone(tmp_path)
    program(places.app_python, THIS_PYTHON)
    program(places.engine_python, RASA.format(calls=tmp_path / "calls"))
    return places


def test_nothing_is_trained_twice(places: Places) -> None:
    """Training takes the best part of a minute; unchanged data needs none."""
    first = ensure_model(places, {})
    assert ensure_model(places, {}) == first
    assert lines_of(places.root / "calls") == ["trained"]
    assert [path.name for path in places.models.iterdir()] == [first.name]


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "data/lang/en/nlu/greet.yml", "locks/engine.txt"])
def test_whatever_goes_into_training_changes_the_key(places: Places, name: str) -> None:
    """A model that is older than its data answers yesterday's questions."""
    before = model_key(places)
    (places.root / name).write_text("changed: 1\n", encoding="utf-8")
    assert model_key(places) != before


@pytest.mark.parametrize("name", ["data/lang/en/replies.yml", "data/lang/en/nlu/.greet.yml.swp", "README.md"])
def test_whatever_does_not_go_in_leaves_the_key_alone(places: Places, name: str) -> None:
    """A corrected reply needs no training."""
    before = model_key(places)
    (places.root / name).write_text("changed: 1\n", encoding="utf-8")
    assert model_key(places) == before


def test_a_failed_training_leaves_no_model_and_shows_why(places: Places) -> None:
    """A half-made model would be taken for the real one next time."""
    program(places.engine_python, FAILS)
    with pytest.raises(NotTrained, match=r"(?s)build/train\.log.*what went wrong"):
        ensure_model(places, {})
    assert list(places.models.iterdir()) == []


def test_a_training_that_says_it_went_well_but_made_nothing_is_a_failure(places: Places) -> None:
    """Rasa ends with code 0 on some kinds of empty data."""
    program(places.engine_python, "#!/bin/sh\nexit 0\n")
    with pytest.raises(NotTrained):
        ensure_model(places, {})


def test_broken_yaml_is_named_before_anything_is_trained(places: Places) -> None:
    """Also in a file that is only read when the engine runs."""
    (places.root / "data/lang/en/replies.yml").write_text("hello: [\n", encoding="utf-8")
    with pytest.raises(BrokenYaml, match=r"data/lang/en/replies\.yml, line 2, column 1"):
        ensure_model(places, {})
    assert lines_of(places.root / "calls") == []


def test_mended_yaml_is_looked_at_again(places: Places) -> None:
    """The stamp of a check must not outlive what was checked."""
    ensure_model(places, {})
    (places.root / "data/lang/en/replies.yml").write_text("a: 1\na: 2\n", encoding="utf-8")
    with pytest.raises(BrokenYaml):
        ensure_model(places, {})
    (places.root / "data/lang/en/replies.yml").write_text("a: 1\n", encoding="utf-8")
    assert ensure_model(places, {}).exists()


def test_a_missing_file_is_named(places: Places) -> None:
    """Nothing can be trained without a domain."""
    (places.root / "domain.yml").unlink()
    with pytest.raises(NothingToTrain, match=r"domain\.yml is missing"):
        current_model(places)


def test_only_the_models_used_last_are_kept(places: Places) -> None:
    """Models are megabytes, and every edit makes one."""
    for number in range(5):
        (places.root / "domain.yml").write_text(f"number: {number}\n", encoding="utf-8")
        ensure_model(places, {})
    drop_old_models(places)
    assert len(list(places.models.glob("*.tar.gz"))) == 3
    assert current_model(places).exists()
