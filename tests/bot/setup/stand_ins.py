"""Tiny programs that play uv, Python and Rasa, and a clone to build in."""

import sys
from pathlib import Path

from bot.setup.places import Places

# Plays uv: `venv` makes a folder with a Python in it, everything else succeeds; each call is written down.
UV = """#!/bin/sh
echo "$@" >> {calls}
[ "$1" = --version ] && echo "uv 0"
for last in "$@"; do :; done
[ "$1" = venv ] && mkdir -p "$last/bin" && touch "$last/bin/python"
[ "$1" = python ] && exit 1
exit 0
"""

# Plays `rasa train`: puts a model where it was told to.
RASA = """#!/bin/sh
echo trained >> {calls}
while [ $# -gt 0 ]; do
  case "$1" in --out) out=$2;; --fixed-model-name) name=$2;; esac
  shift
done
echo model > "$out/$name.tar.gz"
"""

FAILS = "#!/bin/sh\necho 'what went wrong'\nexit 3\n"
PYTHON310 = "#!/bin/sh\necho 3.10\n"
SHIM = "#!/bin/sh\necho 'pyenv: python3.10: command not found' >&2\nexit 127\n"
THIS_PYTHON = f'#!/bin/sh\nexec {sys.executable} "$@"\n'


def program(path: Path, text: str) -> Path:
    """Writes an executable script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def clone(root: Path) -> Places:
    """A clone with lock files and the least that can be trained."""
    contents = {
        "locks/app.txt": "a==1",
        "locks/engine.txt": "b==1",
        "config.yml": "pipeline: []\n",
        "domain.yml": "intents: [greet]\n",
        "data/dialogue/rules.yml": "rules: []\n",
        "data/lang/en/nlu/greet.yml": "nlu: []\n",
        "data/lang/en/replies.yml": "hello: Hello\n",
    }
    for name, text in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return Places(root)


def lines_of(calls: Path) -> list[str]:
    """What was written down so far."""
    return calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []
