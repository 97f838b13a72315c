"""A turn counts only with the mark of completion: Rasa itself answers 200 with what it said before it failed."""

from pathlib import Path

import httpx
import pytest

from bot.relay.engine import HttpEngine, TurnFailed
from bot.relay.messages import Turn
from bot.voice.button import Button
from tests.conversations.house import real_house


@pytest.mark.engine
async def test_a_turn_whose_action_fails_is_not_complete(tmp_path: Path) -> None:
    """Without its action server the engine says what it can by itself, and admits the rest."""
    with real_house(tmp_path, processes=("engine",)) as house:
        async with httpx.AsyncClient(base_url=house.settings.engine_url, timeout=30, trust_env=False) as client:
            engine = HttpEngine(client)
            (greeting,) = await engine.ask(Turn(1, "c1", "", Button("", "greet", {}), "en"))
            assert greeting.reply == "greet"
            with pytest.raises(TurnFailed, match="action_bill"):
                await engine.ask(Turn(2, "c1", "", Button("", "ask_bill", {}), "en"))
