"""A clone on the doctor's bench."""

from pathlib import Path

from bot.doctor.findings import Bench
from tests.bot.setup.stand_ins import clone


def bench(root: Path, **environ: str) -> Bench:
    """A clone that was never set up, with a home of its own."""
    return Bench(clone(root), {"DUIZHANG_HOME": str(root / "var"), "PATH": str(root), "HOME": str(root), **environ})
