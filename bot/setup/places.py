"""Where things are in a clone."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """The folders and files of set-up, all below one root."""

    root: Path

    @classmethod
    def here(cls) -> "Places":
        """The clone that this file is part of."""
        return cls(Path(__file__).resolve().parents[2])

    @property
    def environments(self) -> Path:
        return self.root / ".envs"

    @property
    def models(self) -> Path:
        return self.root / "models"

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def app_python(self) -> Path:
        return self.python_of("app")

    @property
    def engine_python(self) -> Path:
        return self.python_of("engine")

    @property
    def engine_home(self) -> Path:
        return self.environments / "engine-home"

    def python_of(self, environment: str) -> Path:
        return self.environments / environment / "bin" / "python"

    def lock_of(self, environment: str) -> Path:
        return self.root / "locks" / f"{environment}.txt"

    def named(self, path: Path) -> str:
        """The path as a person in the root would write it."""
        return str(path.relative_to(self.root)) if path.is_relative_to(self.root) else str(path)
