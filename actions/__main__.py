"""Runs the action server: `python -m actions`. It listens on the loopback only; nobody but the engine calls it."""

import os

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

from actions.adapter import all_actions
from actions.house import furnish
from servicing.logs.start import start_logs

LOOPBACK = "127.0.0.1"


def main() -> None:
    """Register every action and serve."""
    start_logs("actions", "servicing")
    executor = ActionExecutor()
    for action in all_actions(furnish(os.environ)):
        executor.register_action(action)
    app = create_app(executor, cors_origins=[])
    app.run(host=LOOPBACK, port=int(os.environ.get("DUIZHANG_ACTIONS_PORT", "5055")), single_process=True, motd=False)


if __name__ == "__main__":
    main()
