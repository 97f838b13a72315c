"""The way back: unlinked, and forgotten, without a way around the limits."""

import pytest

from servicing.database import open_engine
from servicing.errors import CasesUnreachable, CodeRefused, TooManyCodes
from servicing.linking.linking import Linking
from tests.servicing.linking.house import MINUTE, NOW, OTHER_PHONE, PHONE, KeptPost, kept, linked, linking_over


def test_who_is_unlinked_speaks_for_nobody(linking: Linking) -> None:
    """Others go on, and a new link is possible."""
    for conversation in ("c1", "c2"):
        linking.redeem(linking.make_token("b1", NOW).token, conversation, NOW)
    linking.unlink("c1")
    linking.unlink("never linked")
    assert (linked(linking, "c1"), linked(linking, "c2")) == (None, "b1")
    linking.redeem(linking.make_token("b2", NOW).token, "c1", NOW)
    assert linked(linking) == "b2"


def test_a_code_that_was_on_its_way_links_nobody_afterwards(linking: Linking, post: KeptPost) -> None:
    """Whoever unlinks a telephone that was lost means it; another conversation's code stays good."""
    linking.ask_code("c1", PHONE, NOW)
    linking.ask_code("c2", OTHER_PHONE, NOW)
    (_, first), (_, second) = post.taken
    linking.unlink("c1")
    with pytest.raises(CodeRefused):
        linking.confirm("c1", first, NOW)
    assert linking.confirm("c2", second, NOW) == "b2"


def test_of_whoever_is_forgotten_nothing_names_the_borrower(linking: Linking, post: KeptPost) -> None:
    """Neither a link nor a code."""
    linking.ask_code("c1", PHONE, NOW)
    linking.confirm("c1", post.last, NOW)
    linking.ask_code("c1", PHONE, NOW)
    linking.forget("c1", NOW)
    assert linked(linking) is None
    assert "b1" not in kept(linking.engine)
    with pytest.raises(CodeRefused):
        linking.confirm("c1", post.last, NOW)


def test_forgetting_is_no_way_around_the_limit(linking: Linking, post: KeptPost) -> None:
    """Neither for the conversation nor for the phone."""
    for _ in range(3):
        linking.ask_code("c1", PHONE, NOW)
        linking.forget("c1", NOW)
    for conversation, phone in (("c1", OTHER_PHONE), ("c2", PHONE)):
        with pytest.raises(TooManyCodes):
            linking.ask_code(conversation, phone, NOW + MINUTE)


def test_an_hour_later_nothing_is_left(linking: Linking) -> None:
    """What only the limit needed goes with it."""
    linking.ask_code("c1", PHONE, NOW)
    linking.forget("c1", NOW)
    assert "c1" in kept(linking.engine)
    linking.forget("c2", NOW + 60 * MINUTE)
    assert "c1" not in kept(linking.engine)


def test_what_cannot_be_forgotten_now_is_not_said_to_be(post: KeptPost) -> None:
    """The database is away."""
    away = linking_over(open_engine("sqlite:////nowhere/at/all.db", durable=True), post)
    with pytest.raises(CasesUnreachable):
        away.forget("c1", NOW)
    with pytest.raises(CasesUnreachable):
        away.unlink("c1")
