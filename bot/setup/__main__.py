"""`python3 -m bot.setup [app|engine|model|all]`: makes what is missing; `lock` renews the lock files instead."""

import signal
import sys

OLDEST_PYTHON = (3, 11)


def main(words: list[str]) -> int:
    """Builds the part that is named, all of them by default."""
    if sys.version_info < OLDEST_PYTHON:
        print(
            f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}: name a newer one with make PYTHON=..."
        )
        return 2
    signal.signal(signal.SIGTERM, leave)
    try:
        return build(words)
    except KeyboardInterrupt:
        print("\nStopped; what was half made will be made afresh next time.", file=sys.stderr)
        return 130


def build(words: list[str]) -> int:
    """Makes the parts in turn; a refusal is one sentence and its exit code."""
    # Imported here because the rooms below do not even parse on the Pythons refused above.
    from bot.errors import Refusal
    from bot.setup.parts import ensure
    from bot.setup.places import Places

    try:
        for word in words or ["all"]:
            ensure(word, Places.here())
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return refusal.exit_code
    return 0


def leave(*_: object) -> None:
    """Ends on SIGTERM as on Ctrl-C, so that whatever we started ends too."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
