"""A translator who breaks a file gets a sentence with file, line and column."""

from pathlib import Path

import pytest

from bot.setup.yaml_check import faults_in

BROKEN = {
    "a bracket left open": (
        b"a: [1,\n",
        "line 2, column 1: did not find expected node content (while parsing a flow node that begins",
    ),
    "a tab": (b"a:\n\t- 1\n", "line 2, column 1"),
    "a wrong indent": (b"nlu:\n  - intent: x\n bad: 1\n", "line 3, column 2"),
    "not UTF-8": (b"ok: 1\nname: \xff\n", "line 2, column 7: this is not UTF-8; save the file as UTF-8"),
    "a key twice": (b"a: 1\nb:\n  c: 1\n  c: 2\n", "line 4, column 3: the key 'c' was already given in line 3"),
    "a key twice in a line": (b"{a: 1, a: 2}\n", "line 1, column 8: the key 'a' was already given in line 1"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_fault_is_named_with_its_place(tmp_path: Path, what: str) -> None:
    """Without the place, a fault in three hundred files is a search."""
    content, place = BROKEN[what]
    file = tmp_path / "x.yml"
    file.write_bytes(content)
    (fault,) = faults_in(file)
    assert fault.startswith(f"{file}, {place}")


SOUND = {
    "plain": b"a: 1\nb: [1, 2]\n",
    "empty": b"",
    "several documents with the same key": b"a: 1\n---\na: 2\n",
    "an alias that holds itself": b"a: &x\n  b: *x\n",
    "a merge": "x: &x {a: 1}\ny:\n  <<: *x\n  a: 中\n".encode(),
}


@pytest.mark.parametrize("what", SOUND)
def test_a_sound_file_is_left_alone(tmp_path: Path, what: str) -> None:
    """A check that cries wolf is switched off."""
    file = tmp_path / "x.yml"
    file.write_bytes(SOUND[what])
    assert list(faults_in(file)) == []
