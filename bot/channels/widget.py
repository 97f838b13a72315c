"""The chat in a frame of the lender's own pages: the script that puts it there, and the pages that may hold it."""

import json
from collections.abc import Mapping
from pathlib import Path

from starlette.responses import Response

from bot.channels.door import HEADERS
from bot.voice.catalogue import Catalogue

PATH = "/widget.js"
SCRIPT = Path(__file__).parent / "web_widget" / "widget.js"
# Where the script has this name, the words of every language are put.
PLACE_OF_WORDS = "LANGUAGES"
KEPT = {"Cache-Control": "public, max-age=300"}
# The one thing that pages of another host may load.
SCRIPT_HEADERS = {**HEADERS, "Cross-Origin-Resource-Policy": "cross-origin"}
NOT_FOUND = 404


def page_headers(parents: tuple[str, ...]) -> Mapping[str, str]:
    """The headers of safety of the page itself: pages of these origins may hold it in a frame, and no others."""
    if not parents:
        return HEADERS
    policy = HEADERS["Content-Security-Policy"].replace(
        "frame-ancestors 'none'", f"frame-ancestors {' '.join(parents)}"
    )
    # The older header knows no list of origins; left in, it would forbid what the newer one allows.
    return {name: value for name, value in HEADERS.items() if name != "X-Frame-Options"} | {
        "Content-Security-Policy": policy
    }


def widget(languages: Mapping[str, Catalogue], parents: tuple[str, ...]) -> Response:
    """The script with its words in every language; "not found" where nobody may hold the chat."""
    if not parents:
        return Response(status_code=NOT_FOUND)
    words = {code: each.words["page"]["widget"] for code, each in languages.items()}
    script = SCRIPT.read_text(encoding="utf-8").replace(PLACE_OF_WORDS, json.dumps(words, ensure_ascii=False))
    return Response(script, media_type="text/javascript", headers=KEPT)
