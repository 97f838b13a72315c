"""The number: random, read aloud without doubt, and every single slip in it found."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicing.certificates.certificate import ALPHABET, Draft, new_number, number_in

NUMBERS = st.integers(2000, 2099).map(new_number)
# Where the signs stand that a slip can hit: the year, the random part, the check.
PLACES = [place for place, sign in enumerate("C-2026-7K4Q2M9X-4") if place and sign != "-"]


def test_a_number_has_its_year_and_is_never_the_same_twice() -> None:
    """Forty bits of chance: nobody finds another one by counting up."""
    some = {new_number(2026) for _ in range(2000)}
    assert len(some) == 2000
    assert all(re.fullmatch(rf"C-2026-[{ALPHABET}]{{8}}-[{ALPHABET}]", each) for each in some)


@given(number=NUMBERS)
def test_a_number_is_read_however_it_is_typed(number: str) -> None:
    """Small letters, spaces, without the dashes, and O for 0."""
    assert number_in(number) == number
    assert number_in(f"  {number.lower().replace('-', ' ')} ") == number
    assert number_in(number.replace("-", "")) == number
    assert number_in("C" + number[1:].replace("0", "o").replace("1", "l")) == number


@given(number=NUMBERS, place=st.sampled_from(PLACES), sign=st.sampled_from(ALPHABET))
def test_a_wrong_sign_is_found(number: str, place: int, sign: str) -> None:
    """In any place, whatever stands there instead."""
    slipped = number[:place] + sign + number[place + 1 :]
    assert (number_in(slipped) is None) == (slipped != number)


@given(number=NUMBERS, at=st.integers(0, len(PLACES) - 2))
def test_two_signs_that_changed_places_are_found(number: str, at: int) -> None:
    """The commonest slip of all; the check itself is one of the signs."""
    first, second = PLACES[at], PLACES[at + 1]
    signs = list(number)
    signs[first], signs[second] = signs[second], signs[first]
    swapped = "".join(signs)
    assert (number_in(swapped) is None) == (swapped != number)


@pytest.mark.parametrize("text", ["", "C", "DZ-7K4Q-2M9X", "C-20A6-7K4Q2M9X-T", "C-2026-7K4Q2M9X", "Ç-2026", "C" * 999])
def test_what_is_no_number_is_none(text: str) -> None:
    """Of whatever length."""
    assert number_in(text) is None


def test_the_digest_is_that_of_the_facts() -> None:
    """Their order means nothing, a nickname neither; every figure does."""
    says = {"called": "Lin", "loan": "N1", "paid": {"$money": ["1.00", "CNY"]}}
    other = {"paid": {"$money": ["1.00", "CNY"]}, "loan": "N1", "called": "Xiao Lin"}
    changed = {**says, "paid": {"$money": ["1.01", "CNY"]}}
    digests = [Draft("settlement", "b1", "N1", each).digest for each in (says, other, changed)]
    assert digests[0] == digests[1] != digests[2]
