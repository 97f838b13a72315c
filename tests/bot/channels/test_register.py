"""The folder of channels is their register: whatever opens a channel is one, and comes with what it is really sent."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import bot.channels
from bot.channels import all_channels
from tests.bot.channels.house import PAYLOADS, payload, surroundings
from tests.bot.relay.fakes import FakeEngine

FILES = [
    each.name
    for each in iter_modules(bot.channels.__path__)
    if hasattr(import_module(f"bot.channels.{each.name}"), "open_channel")
]


def test_every_file_that_opens_a_channel_is_one(tmp_path: Path) -> None:
    """And bears its file's name, under which its conversations are kept."""
    assert [channel.name for channel in all_channels(surroundings(tmp_path, FakeEngine()))] == FILES
    assert {"terminal", "web"} <= set(FILES)


@pytest.mark.parametrize("channel", FILES)
def test_every_channel_has_captured_payloads(channel: str) -> None:
    """A channel is tested with what the other side really sends."""
    assert list((PAYLOADS / channel).glob("*.json")), f"capture what {channel} is sent into {PAYLOADS / channel}"


@pytest.mark.parametrize("path", sorted(PAYLOADS.glob("*/*.json")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_payload_can_be_read_and_belongs_to_a_channel(path: Path) -> None:
    """One that belongs to nothing tests nothing."""
    assert path.parent.name in FILES
    assert payload(path.parent.name, path.stem)


def test_no_two_channels_answer_at_one_address(tmp_path: Path) -> None:
    """The first would hide the second."""
    paths = [
        getattr(route, "path", "")
        for channel in all_channels(surroundings(tmp_path, FakeEngine()))
        for route in channel.routes()
    ]
    assert len(paths) == len(set(paths))
