"""axe-core in a page or a frame: the rules of accessibility that a program can check."""

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Page

PACKAGE = "axe_playwright_python"


@cache
def _script() -> str | None:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        return None
    return (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def _found() -> str:
    """The script; without it the test is skipped, except in a CI, where that would hide it."""
    script = _script()
    if script is not None:
        return script
    reason = f"there is no axe: install {PACKAGE.replace('_', '-')}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def violations(page: Page | Frame) -> list[str]:
    """What breaks a rule, each with its rule and its place."""
    # Evaluated and not put into the page as a script, which its policy would refuse.
    page.evaluate(_found())
    found: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [f"{each['id']}: {node['html']}" for each in found["violations"] for node in each["nodes"]]
