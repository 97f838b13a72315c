"""What a button means, wherever it travels: between the engine, the relay and a channel's door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Button:
    """What it reads, and what pressing it means: an intent, with facts of its own where it has any."""

    title: str
    press: str
    given: Mapping[str, str]
