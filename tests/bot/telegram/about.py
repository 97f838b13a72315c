"""Methods about the bot itself and about files."""

import re

from tests.bot.telegram.calls import Call, Json
from tests.bot.telegram.refusals import bad_request
from tests.bot.telegram.world import World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256


def get_me(world: World, _: Call) -> Json:
    """Who the bot is; it does not see everything that is said in groups."""
    unable = dict.fromkeys(("can_read_all_group_messages", "supports_inline_queries", "can_connect_to_business"), False)
    return world.bot.json() | {"can_join_groups": True, "has_main_web_app": False} | unable


def get_file(world: World, call: Call) -> Json:
    """Where a file can be had for an hour."""
    return world.files.open(call.text("file_id"))


def set_my_commands(world: World, call: Call) -> bool:
    """Keep the menu for a language."""
    commands = call.parsed("commands", "can't parse commands")
    if not isinstance(commands, list) or not all(isinstance(each, dict) for each in commands):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for each in commands:
        if not COMMAND.fullmatch(each.get("command", "").removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 0 < len(each.get("description", "")) <= LONGEST_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_for_whom(call)] = commands
    return True


def get_my_commands(world: World, call: Call) -> list[Json]:
    """The menu for a language."""
    return world.commands.get(_for_whom(call), [])


def _for_whom(call: Call) -> tuple[str, str]:
    scope = call.parsed("scope", "can't parse BotCommandScope") or {"type": "default"}
    return scope["type"], call.text("language_code")


METHODS = {
    "getMe": get_me,
    "getFile": get_file,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
}
