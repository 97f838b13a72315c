"""An environment is built once, renewed when its lock file changes, and never taken for whole when it is not."""

import shutil
from pathlib import Path

import pytest

from bot.setup.environments import ensure_environment, is_current
from bot.setup.faults import NoLock, NotInstalled
from bot.setup.places import Places
from tests.bot.setup.stand_ins import UV, clone, lines_of, program


class Bench:
    """A clone, a uv that writes down what it is asked, and the environment that finds it."""

    def __init__(self, root: Path) -> None:
        self.places: Places = clone(root)
        self.calls = root / "calls"
        self.uv = program(root / "bin/uv", UV.format(calls=self.calls))
        self.environ = {"PATH": f"{root / 'bin'}:/usr/bin:/bin", "UV_DEFAULT_INDEX": "none", "HOME": str(root)}

    def ensure(self, name: str = "app") -> list[str]:
        """Ensures the environment; what uv was asked to do for it."""
        self.calls.unlink(missing_ok=True)
        ensure_environment(name, self.places, self.environ)
        return [line.split()[0] for line in lines_of(self.calls) if line != "--version"]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A fresh clone."""
    return Bench(tmp_path)


def test_a_second_run_does_nothing(bench: Bench) -> None:
    """A command that is repeated all day must not install all day."""
    assert bench.ensure() == ["venv", "pip"]
    assert bench.ensure() == []


def test_a_changed_lock_only_installs_what_changed(bench: Bench) -> None:
    """Renewing is quicker than building afresh, and uv removes what the lock no longer names."""
    bench.ensure()
    bench.places.lock_of("app").write_text("a==2", encoding="utf-8")
    assert not is_current("app", bench.places)
    assert bench.ensure() == ["pip"]


def test_a_build_that_failed_is_made_afresh(bench: Bench) -> None:
    """Half an environment imports fine until the missing half is needed."""
    whole = bench.uv.read_text(encoding="utf-8")
    program(bench.uv, whole.replace("exit 0", "echo no route; exit $([ $1 = pip ] && echo 1 || echo 0)"))
    with pytest.raises(NotInstalled, match=r"(?s)app environment could not be built.*no route"):
        bench.ensure()
    program(bench.uv, whole)
    assert bench.ensure() == ["venv", "pip"]


def test_an_environment_whose_python_went_away_is_made_afresh(bench: Bench) -> None:
    """A system upgrade removes the Python that an environment points to."""
    bench.ensure()
    shutil.rmtree(bench.places.environments / "app")
    assert bench.ensure() == ["venv", "pip"]


def test_a_missing_lock_is_named(bench: Bench) -> None:
    """Without the lock file nobody knows what to install."""
    bench.places.lock_of("app").unlink()
    with pytest.raises(NoLock, match=r"locks/app\.txt is missing"):
        bench.ensure()
