"""Trains the model when its data changed. A model is named for a digest of its data, so a name that fits is current."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from bot.setup.commands import run_logged, tail_of, words
from bot.setup.faults import NothingToTrain, NotTrained
from bot.setup.places import Places
from bot.setup.quiet import quiet_engine
from bot.setup.yamls import digest_of, ensure_sound_yaml

KEY_LENGTH = 16
MODELS_KEPT = 3
NEEDED = ("config.yml", "domain.yml", "locks/engine.txt")
TAKEN_IN = ("data/dialogue/**/*", "data/lang/*/nlu/**/*", "bot/engine/**/*.py")


def ensure_model(places: Places, environ: Mapping[str, str]) -> Path:
    """The current model, trained now if need be; raises `BrokenYaml`, `NothingToTrain` or `NotTrained`."""
    ensure_sound_yaml(places)
    model = current_model(places)
    if not model.exists():
        _train(model, places, environ)
    os.utime(model)
    drop_old_models(places)
    return model


def current_model(places: Places) -> Path:
    """Where the model of today's data is, or would be."""
    return places.models / f"{model_key(places)}.tar.gz"


def model_key(places: Places) -> str:
    """The digest of everything that goes into training; raises `NothingToTrain`."""
    for name in NEEDED:
        if not (places.root / name).exists():
            raise NothingToTrain(missing=name)
    return digest_of(training_files(places), places.root)[:KEY_LENGTH]


def training_files(places: Places) -> list[Path]:
    """Everything that goes into training, in order; editors' leftovers are not."""
    found = {path for pattern in TAKEN_IN for path in places.root.glob(pattern) if _counts(path)}
    return [*(places.root / name for name in NEEDED), *sorted(found)]


def _counts(path: Path) -> bool:
    return path.is_file() and not path.name.startswith((".", "#")) and not path.name.endswith("~")


def _train(model: Path, places: Places, environ: Mapping[str, str]) -> None:
    """Trains beside the models and moves the finished one in, so that a half-made one never has a model's name."""
    workshop, log = places.models / ".training", places.build / "train.log"
    shutil.rmtree(workshop, ignore_errors=True)
    workshop.mkdir(parents=True)
    try:
        told = quiet_engine(environ, places.engine_home)
        told |= {"RASA_CACHE_DIRECTORY": str(workshop / "cache"), "RASA_MAX_CACHE_SIZE": "0"}
        done = run_logged(_training(model, workshop, places), "Training the model", log, places.root, told)
        if not done or not (workshop / model.name).exists():
            raise NotTrained(log=places.named(log), tail=tail_of(log))
        (workshop / model.name).replace(model)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _training(model: Path, workshop: Path, places: Places) -> list[str]:
    train = words(places.engine_python, "-m", "rasa", "train", "--config", "config.yml", "--domain", "domain.yml")
    name = model.name.removesuffix(".tar.gz")
    return [*train, "--data", *data_folders(places), *words("--out", workshop, "--fixed-model-name", name)]


def data_folders(places: Places) -> list[str]:
    """The folders that hold training data: the dialogue, and each language's sentences."""
    languages = sorted(path for path in places.root.glob("data/lang/*/nlu") if path.is_dir())
    return ["data/dialogue", *(str(path.relative_to(places.root)) for path in languages)]


def drop_old_models(places: Places) -> None:
    """Keeps the models used last."""
    newest_first = sorted(places.models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for model in newest_first[MODELS_KEPT:]:
        model.unlink(missing_ok=True)
