"""Two set-ups at once would trample on each other."""

from pathlib import Path

from bot.setup.turns import taken, turn


def test_a_turn_keeps_others_out_and_then_lets_them_in(tmp_path: Path) -> None:
    """The second waits while the first holds the file, and no longer."""
    file = tmp_path / "deep" / "turn.lock"
    with turn(file), file.open("a") as second:
        assert not taken(second)
    with file.open("a") as second:
        assert taken(second)
