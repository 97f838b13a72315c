"""Has every YAML file of the dialogue parsed before anything is made of it."""

import hashlib
import subprocess
from collections.abc import Iterable
from pathlib import Path

from bot.setup.environments import write_whole
from bot.setup.faults import BrokenYaml
from bot.setup.places import Places

CHECK = Path(__file__).with_name("yaml_check.py")
AT_THE_ROOT = ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml")


def yaml_files(places: Places) -> list[Path]:
    """The dialogue's YAML files, in order."""
    below = [path for ending in ("yml", "yaml") for path in (places.root / "data").rglob(f"*.{ending}")]
    return [path for path in (places.root / name for name in AT_THE_ROOT) if path.exists()] + sorted(below)


def digest_of(files: Iterable[Path], root: Path) -> str:
    """A digest of the files' names and contents."""
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def ensure_sound_yaml(places: Places) -> None:
    """Checks the files unless these very files were found sound before; raises `BrokenYaml`."""
    files = yaml_files(places)
    digest, stamp = digest_of(files, places.root), places.build / "yaml.stamp"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return
    faults = yaml_faults(files, places)
    if faults:
        raise BrokenYaml(faults="".join(f"\n  {fault}" for fault in faults))
    write_whole(stamp, digest)


def yaml_faults(files: Iterable[Path], places: Places) -> list[str]:
    """A sentence a fault, found with the app environment's parser."""
    names = [str(path.relative_to(places.root)) for path in files]
    command = [str(places.app_python), "-P", str(CHECK), *names]
    result = subprocess.run(command, cwd=places.root, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False)
    return result.stdout.splitlines() or ([] if result.returncode == 0 else ["the check itself did not run"])
