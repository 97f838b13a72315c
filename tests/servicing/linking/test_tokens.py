"""One-time links: who brings one speaks for its borrower; it is good once, for ten minutes, and cannot be read back."""

import base64
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Engine, func, select

from servicing.database import open_engine
from servicing.errors import CasesUnreachable, LinkRefused
from servicing.linking.linking import Linking
from servicing.store.tables import LINK_TOKENS
from tests.servicing.linking.house import (
    MINUTE,
    NOW,
    SECOND,
    KeptPost,
    at_once,
    kept,
    linked,
    linking_over,
    statements,
)

NOT_TOKENS = ["", " ", "a" * 22, "a" * 100_000, "\0", "\ud800", "' OR '1'='1", "票", "%", "_" * 22]


def test_a_link_lets_its_conversation_speak_for_its_borrower(linking: Linking) -> None:
    """And no other conversation."""
    made = linking.make_token("b1", NOW)
    assert made.expires_at == NOW + 10 * MINUTE
    assert linking.redeem(made.token, "c1", NOW + MINUTE) == "b1"
    assert (linked(linking, "c1"), linked(linking, "c2")) == ("b1", None)


def test_a_link_is_128_bits_that_may_stand_in_an_address(linking: Linking) -> None:
    """Each its own."""
    made = {linking.make_token("b1", NOW).token for _ in range(50)}
    assert len(made) == 50
    assert {len(base64.urlsafe_b64decode(f"{each}==")) for each in made} == {16}


def test_the_database_does_not_hold_what_links(linking: Linking) -> None:
    """Nor does a log that shows the object."""
    made = linking.make_token("b1", NOW)
    assert made.token not in kept(linking.engine)
    assert made.token not in repr(made)


def test_a_link_takes_the_place_of_the_one_before(linking: Linking) -> None:
    """The telephone is somebody else's now."""
    for borrower in ("b1", "b2"):
        linking.redeem(linking.make_token(borrower, NOW).token, "c1", NOW)
    assert linked(linking) == "b2"


def test_a_link_that_was_used_is_refused(linking: Linking) -> None:
    """To whoever reads it in a history afterwards."""
    token = linking.make_token("b1", NOW).token
    linking.redeem(token, "c1", NOW)
    with pytest.raises(LinkRefused):
        linking.redeem(token, "c2", NOW)
    assert (linked(linking, "c1"), linked(linking, "c2")) == ("b1", None)


def test_a_messenger_may_bring_the_same_link_twice(linking: Linking) -> None:
    """A process that died after the first time has not said so yet; the link is as it was."""
    token = linking.make_token("b1", NOW).token
    assert [linking.redeem(token, "c1", NOW + age) for age in (SECOND, MINUTE)] == ["b1", "b1"]
    linking.forget("c1", NOW + MINUTE)
    with pytest.raises(LinkRefused):
        linking.redeem(token, "c1", NOW + MINUTE)


def test_a_link_that_was_used_says_nothing_once_another_has_taken_its_place(linking: Linking) -> None:
    """Else somebody would hear that they are linked, and to whom they are not."""
    first, second = (linking.make_token(each, NOW).token for each in ("b1", "b2"))
    linking.redeem(first, "c1", NOW)
    linking.redeem(second, "c1", NOW + SECOND)
    with pytest.raises(LinkRefused):
        linking.redeem(first, "c1", NOW + MINUTE)
    assert linked(linking, "c1") == "b2"


@pytest.mark.parametrize(("age", "is_good"), [(10 * MINUTE - SECOND, True), (10 * MINUTE, False)])
def test_a_link_lasts_ten_minutes(linking: Linking, age: timedelta, is_good: bool) -> None:
    """Afterwards it links nobody."""
    token = linking.make_token("b1", NOW).token
    if is_good:
        assert linking.redeem(token, "c1", NOW + age) == "b1"
        return
    with pytest.raises(LinkRefused):
        linking.redeem(token, "c1", NOW + age)
    assert linked(linking) is None


@pytest.mark.parametrize("token", NOT_TOKENS, ids=range(len(NOT_TOKENS)))
def test_what_is_no_link_is_refused(linking: Linking, token: str) -> None:
    """Whatever it is, and the link that there was stays."""
    linking.redeem(linking.make_token("b2", NOW).token, "c1", NOW)
    with pytest.raises(LinkRefused):
        linking.redeem(token, "c1", NOW)
    assert linked(linking) == "b2"


def test_a_link_with_something_after_it_is_another(linking: Linking) -> None:
    """Only the very text."""
    token = linking.make_token("b1", NOW).token
    for wrong in (f"{token} ", f" {token}", f"{token}=", token.swapcase(), token[:-1]):
        with pytest.raises(LinkRefused):
            linking.redeem(wrong, "c1", NOW)
    assert linking.redeem(token, "c1", NOW) == "b1"


def test_unknown_used_and_expired_are_refused_alike(linking: Linking) -> None:
    """The same words after the same work, so that nothing can be learned by trying."""
    used, expired = linking.make_token("b1", NOW).token, linking.make_token("b1", NOW - 11 * MINUTE).token
    linking.redeem(used, "c9", NOW)
    told: set[tuple[str, tuple[str, ...]]] = set()
    for token in ("a" * 22, used, expired, "a" * 100_000):
        with statements(linking.engine) as sent, pytest.raises(LinkRefused) as refused:
            linking.redeem(token, "c1", NOW)
        told.add((str(refused.value), tuple(sent)))
    assert len(told) == 1
    assert len(next(iter(told))[1]) == 2


def test_of_two_that_use_a_link_at_once_exactly_one_is_linked(linking: Linking) -> None:
    """Who looked over the shoulder must not come in as well."""
    for _ in range(10):
        token = linking.make_token("b1", NOW).token
        talks = [f"c{number}" for number in range(6)]
        acts: list[Callable[[], object]] = [partial(linking.redeem, token, each, NOW) for each in talks]
        ended = at_once(acts)
        assert sorted(map(str, ended)) == sorted(["b1", *[str(LinkRefused)] * 5])
        winner = talks[ended.index("b1")]
        assert [each for each in talks if linked(linking, each)] == [winner]
        linking.unlink(winner)


def test_a_link_that_could_not_be_kept_is_not_used_up(linking: Linking) -> None:
    """The borrower tries again with the same one."""
    token = linking.make_token("b1", NOW).token
    with linking.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE links RENAME TO gone")
    with pytest.raises(CasesUnreachable):
        linking.redeem(token, "c1", NOW)
    with linking.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE gone RENAME TO links")
    assert linking.redeem(token, "c1", NOW) == "b1"


def test_old_links_are_cleared_away(linking: Linking) -> None:
    """They say who logged in when."""
    for days in (3, 2, 1):
        linking.make_token("b1", NOW - timedelta(days=days))
    linking.make_token("b1", NOW)
    with linking.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(LINK_TOKENS)).scalar_one() == 2


def test_without_the_database_nobody_is_linked(post: KeptPost) -> None:
    """And trying again may help."""
    away: Engine = open_engine("sqlite:////nowhere/at/all.db", durable=True)
    with pytest.raises(CasesUnreachable):
        linking_over(away, post).redeem("a" * 22, "c1", NOW)
    with pytest.raises(CasesUnreachable):
        linking_over(away, post).make_token("b1", NOW)
