"""Codes to a phone: six digits, ten minutes, five tries, three an hour; nobody learns whose phone is a borrower's."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from servicing.database import open_engine
from servicing.errors import BadPhone, CasesUnreachable, CodeRefused, TooManyCodes
from servicing.linking.linking import Linking
from servicing.store.tables import LINK_CODES
from tests.servicing.linking.house import (
    KEY,
    MINUTE,
    NOBODYS_PHONE,
    NOW,
    OTHER_PHONE,
    PHONE,
    SECOND,
    WRONG,
    KeptPost,
    at_once,
    kept,
    linked,
    linking_over,
    slow_reads,
    statements,
)

HOUR = 60 * MINUTE


def refused(linking: Linking, code: str, conversation: str = "c1", at: timedelta = MINUTE) -> str:
    """The words with which a code is refused."""
    with pytest.raises(CodeRefused) as error:
        linking.confirm(conversation, code, NOW + at)
    return str(error.value)


def test_the_code_that_was_sent_links(linking: Linking, post: KeptPost) -> None:
    """To the borrower whose phone it is."""
    linking.ask_code("c1", "86 138-0013-8000", NOW)
    ((phone, code),) = post.taken
    assert phone == PHONE
    assert (len(code), code.isdigit()) == (6, True)
    assert linked(linking) is None
    assert linking.confirm("c1", code, NOW + MINUTE) == "b1"
    assert linked(linking) == "b1"


@pytest.mark.parametrize("typed", ["{0}", " {0}\n", "{1} {2}", "full width"])
def test_a_code_may_be_typed_as_people_type(linking: Linking, post: KeptPost, typed: str) -> None:
    """With space, or with the digits of a Chinese keyboard."""
    linking.ask_code("c1", PHONE, NOW)
    code = post.last
    wide = "".join(chr(ord(each) + 0xFEE0) for each in code)
    assert linking.confirm("c1", wide if typed == "full width" else typed.format(code, code[:3], code[3:]), NOW) == "b1"


def test_a_code_is_good_once(linking: Linking, post: KeptPost) -> None:
    """What stands in a history links nobody."""
    linking.ask_code("c1", PHONE, NOW)
    linking.confirm("c1", post.last, NOW)
    linking.unlink("c1")
    refused(linking, post.last)
    assert linked(linking) is None


@pytest.mark.parametrize(("age", "is_good"), [(10 * MINUTE - SECOND, True), (10 * MINUTE, False)])
def test_a_code_lasts_ten_minutes(linking: Linking, post: KeptPost, age: timedelta, is_good: bool) -> None:
    """Afterwards it is as good as a wrong one."""
    linking.ask_code("c1", PHONE, NOW)
    if is_good:
        assert linking.confirm("c1", post.last, NOW + age) == "b1"
    else:
        assert refused(linking, post.last, at=age) == refused(linking, WRONG, at=age)
        assert linked(linking) is None


def test_a_code_is_for_its_own_conversation(linking: Linking, post: KeptPost) -> None:
    """Who overhears it in another chat has nothing, also when a code was sent there as well."""
    linking.ask_code("c1", PHONE, NOW)
    of_the_first = post.last
    refused(linking, of_the_first, "c2")
    linking.ask_code("c2", OTHER_PHONE, NOW)
    if post.last != of_the_first:
        refused(linking, of_the_first, "c2")
    assert linked(linking, "c2") is None


def test_a_new_code_takes_the_place_of_the_last_one(linking: Linking, post: KeptPost) -> None:
    """Otherwise three of them could be guessed at once."""
    linking.ask_code("c1", PHONE, NOW)
    linking.ask_code("c1", OTHER_PHONE, NOW)
    (_, first), (_, second) = post.taken
    if first != second:
        refused(linking, first)
    assert linking.confirm("c1", second, NOW) == "b2"


def test_after_five_tries_the_right_code_is_refused_as_well(linking: Linking, post: KeptPost) -> None:
    """In the words in which a wrong one is refused: a guesser must not learn that it was right."""
    linking.ask_code("c1", PHONE, NOW)
    words = {refused(linking, wrong) for wrong in wrong_ones(post.last, 5)}
    assert words == {refused(linking, post.last)}
    assert linked(linking) is None


def test_four_slips_are_forgiven(linking: Linking, post: KeptPost) -> None:
    """The fifth try may be the right one."""
    linking.ask_code("c1", PHONE, NOW)
    for wrong in wrong_ones(post.last, 4):
        refused(linking, wrong)
    assert linking.confirm("c1", post.last, NOW) == "b1"


NOT_CODES = ["", " ", "12345", "1234567", "-12345", "abcdef", "0" * 100_000, "\0", "\ud800", "①②③④⑤⑥", "code", "%"]


@pytest.mark.parametrize("code", NOT_CODES, ids=range(len(NOT_CODES)))
def test_what_is_no_code_is_refused_and_counted(linking: Linking, post: KeptPost, code: str) -> None:
    """Whatever it is."""
    linking.ask_code("c1", PHONE, NOW)
    for _ in range(5):
        refused(linking, code)
    refused(linking, post.last)


def test_many_that_guess_at_once_have_five_tries_together(linking: Linking, post: KeptPost) -> None:
    """A limit that is read first and written later would let them all through."""
    linking.ask_code("c1", PHONE, NOW)
    wrong = wrong_ones(post.last, 12)
    acts: list[Callable[[], object]] = [partial(linking.confirm, "c1", each, NOW) for each in wrong]
    assert set(at_once(acts)) == {CodeRefused}
    with linking.engine.connect() as connection:
        assert connection.execute(select(LINK_CODES.c.tries)).scalars().all() == [5]


def test_of_two_that_bring_the_right_code_at_once_one_is_first(linking: Linking, post: KeptPost) -> None:
    """The other finds it used."""
    linking.ask_code("c1", PHONE, NOW)
    ended = at_once([partial(linking.confirm, "c1", post.last, NOW)] * 2)
    assert sorted(map(str, ended)) == sorted(["b1", str(CodeRefused)])


def test_without_a_code_nothing_can_be_confirmed(linking: Linking) -> None:
    """In the same words as ever."""
    assert refused(linking, "123456") == refused(linking, WRONG)


def test_an_hour_has_three_codes_for_a_conversation(linking: Linking, post: KeptPost) -> None:
    """Whichever phones it names; when the first is an hour old there is another."""
    for number in range(3):
        linking.ask_code("c1", f"+86138001380{number}0", NOW + number * MINUTE)
    with pytest.raises(TooManyCodes):
        linking.ask_code("c1", PHONE, NOW + HOUR - SECOND)
    assert len(post.taken) == 3
    linking.ask_code("c1", PHONE, NOW + HOUR)
    with pytest.raises(TooManyCodes):
        linking.ask_code("c1", PHONE, NOW + HOUR)


def test_an_hour_has_three_codes_for_a_phone(linking: Linking, post: KeptPost) -> None:
    """However it is written and from whichever conversations; another phone is not held up by that."""
    for number, phone in enumerate((PHONE, "8613800138000", "0086 138 0013 8000")):
        linking.ask_code(f"c{number}", phone, NOW)
    with pytest.raises(TooManyCodes):
        linking.ask_code("c9", PHONE, NOW)
    linking.ask_code("c9", OTHER_PHONE, NOW)
    assert len(post.taken) == 4


def test_a_limit_holds_for_those_who_ask_at_once(linking: Linking, post: KeptPost) -> None:
    """Text messages cost money; each counts slowly, so that the others could come in between."""
    with slow_reads(linking.engine):
        ended = at_once([partial(linking.ask_code, f"c{number}", PHONE, NOW) for number in range(8)])
    assert ended.count(TooManyCodes) == 5
    assert len(post.taken) == 3


def test_codes_that_no_limit_counts_any_more_are_cleared_away(linking: Linking) -> None:
    """Whoever asks next sees to it."""
    linking.ask_code("c1", PHONE, NOW)
    linking.ask_code("c2", OTHER_PHONE, NOW + HOUR)
    with linking.engine.connect() as connection:
        assert connection.execute(select(LINK_CODES.c.conversation)).scalars().all() == ["c2"]


def test_a_code_that_is_refused_for_its_limit_leaves_the_last_one_good(linking: Linking, post: KeptPost) -> None:
    """Impatience must not lock anybody out."""
    for _ in range(3):
        linking.ask_code("c1", PHONE, NOW)
    with pytest.raises(TooManyCodes):
        linking.ask_code("c1", PHONE, NOW)
    assert linking.confirm("c1", post.last, NOW) == "b1"


def test_whether_a_phone_is_anybodys_makes_no_difference(linking: Linking, post: KeptPost) -> None:
    """The same result after the same statements, for asking and for trying, until the limit is reached and at it."""
    done: dict[str, list[object]] = {}
    for talk, phone in (("c1", PHONE), ("c2", NOBODYS_PHONE)):
        with statements(linking.engine) as sent:
            ended = [at_once([partial(linking.ask_code, talk, phone, NOW)])[0] for _ in range(4)]
            ended += [refused(linking, WRONG, talk) for _ in range(6)]
        done[talk] = [*ended, *sent]
    assert done["c1"] == done["c2"]
    assert len(post.taken) == 6
    assert [phone for phone, _ in post.taken] == [PHONE] * 3 + [None] * 3


def test_the_code_for_nobodys_phone_links_nobody(linking: Linking, post: KeptPost) -> None:
    """Whoever hits it by chance is refused as with a wrong one."""
    linking.ask_code("c1", NOBODYS_PHONE, NOW)
    assert refused(linking, post.last) == refused(linking, WRONG)
    assert linked(linking) is None


def test_the_database_holds_neither_code_nor_phone(linking: Linking, post: KeptPost) -> None:
    """Nor a hash that could be tried out without the key."""
    linking.ask_code("c1", PHONE, NOW)
    held = kept(linking.engine)
    assert PHONE.removeprefix("+") not in held
    assert f"'{post.last}'" not in held
    with linking.engine.connect() as connection:
        digest = connection.execute(select(LINK_CODES.c.digest)).scalar_one()
    other = linking_over(linking.engine, post)
    assert other.codes._digest("code", "c1", post.last) == digest
    assert type(other.codes)(KEY[::-1] + b"x")._digest("code", "c1", post.last) != digest


@pytest.mark.parametrize(
    "phone", ["", "13", "+0123456789", "1380013800a", "+8613800138000\0", "１３８００１３８０００", "9" * 99]
)
def test_what_is_no_phone_is_refused_before_anything_is_kept(linking: Linking, post: KeptPost, phone: str) -> None:
    """And is counted by no limit."""
    with pytest.raises(BadPhone):
        linking.ask_code("c1", phone, NOW)
    assert post.taken == []
    assert "c1" not in kept(linking.engine)


def test_without_the_database_no_code_is_sent(post: KeptPost) -> None:
    """It could not be confirmed."""
    away = linking_over(open_engine("sqlite:////nowhere/at/all.db", durable=True), post)
    with pytest.raises(CasesUnreachable):
        away.ask_code("c1", PHONE, NOW)
    with pytest.raises(CasesUnreachable):
        away.confirm("c1", "123456", NOW)
    assert post.taken == []


def wrong_ones(right: str, count: int) -> list[str]:
    """Codes that are not the right one."""
    return [f"{(int(right) + step) % 10**6:06}" for step in range(1, count + 1)]
