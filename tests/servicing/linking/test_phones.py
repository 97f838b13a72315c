"""Whose phone is whose: one form for a number, and a file that is refused by the line."""

from pathlib import Path

import pytest

from servicing.errors import BadPhone, PhonesRefused
from servicing.linking.phones import phone_of, read_phones


@pytest.mark.parametrize(
    "written", ["+8613800138000", "8613800138000", "008613800138000", "+86 138-0013-8000", "(86) 138.0013.8000"]
)
def test_a_number_has_one_form(written: str) -> None:
    """As the messenger gives it, and as people write it."""
    assert phone_of(written) == "+8613800138000"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("123456", id="too short"),
        pytest.param("+1234567890123456", id="too long"),
        pytest.param("013800138000", id="no country code"),
        pytest.param("+008613800138000", id="two prefixes"),
        pytest.param("++8613800138000", id="two signs"),
        pytest.param("+86138001380x0", id="a letter"),
        pytest.param("+86 13800138000\n", id="a line end"),
        pytest.param("+８６１３８００１３８０００", id="full width"),
        pytest.param("+٨٦١٣٨٠٠١٣٨٠٠٠", id="other digits"),
        pytest.param("+86" + " " * 100_000 + "13800138000", id="oversized"),
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    """A number that is only nearly one is somebody else's."""
    with pytest.raises(BadPhone):
        phone_of(text)


def test_a_file_lists_whose_phone_is_whose(tmp_path: Path) -> None:
    """A borrower may have several; a line that stands twice does no harm."""
    file = tmp_path / "phones.csv"
    file.write_text("\ufeffphone,borrower_id\n+86 13800138000,b1\n447700900123,b1\n8613800138000,b1\n", "utf-8")
    directory = read_phones(file)
    found = [directory.borrower_of(each) for each in ("+8613800138000", "+447700900123", "+8613999999999")]
    assert found == ["b1", "b1", None]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(b"", "first line must be phone,borrower_id", id="empty"),
        pytest.param(b"+8613800138000,b1\n", "first line must be phone,borrower_id", id="no heading"),
        pytest.param(b"phone,borrower_id\n123,b1\n", "line 2: That is no phone number", id="no number"),
        pytest.param(b"phone,borrower_id\n+8613800138000\n", "line 2: there must be", id="no borrower"),
        pytest.param(b"phone,borrower_id\n+8613800138000,\n", "line 2: there must be", id="empty borrower"),
        pytest.param(
            b"phone,borrower_id\n+8613800138000," + b"b" * 65 + b"\n", "line 2: there must be", id="long borrower"
        ),
        pytest.param(
            b"phone,borrower_id\n+8613800138000,b1\n8613800138000,b2\n", "line 3: .* another borrower's", id="two"
        ),
        pytest.param(b"phone,borrower_id\n\xff\xfe,b1\n", "cannot be read as CSV in UTF-8", id="no UTF-8"),
    ],
)
def test_a_file_that_cannot_be_right_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    """One number that leads to the wrong borrower is an account given away."""
    file = tmp_path / "phones.csv"
    file.write_bytes(content)
    with pytest.raises(PhonesRefused, match=why):
        read_phones(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Rather than to begin without any phones."""
    with pytest.raises(PhonesRefused, match=r"phones\.csv"):
        read_phones(tmp_path / "phones.csv")
