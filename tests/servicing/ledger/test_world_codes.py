"""Time zones and currencies of the books are held to what there is, before anything is counted with them."""

import re

import pytest

from servicing.errors import LedgerOffContract
from servicing.ledger.fields import Record
from servicing.ledger.records import RECORDS, Borrower, Incident, Loan, Posting
from servicing.ledger.rows import Rows
from servicing.ledger.world_codes import hold_to_world_codes
from tests.small_ledger import row_from

BORROWER = {"called": "Li", "language": "zh"}
POSTED = {"kind": "fee", "amount": "5", "posted_at": "2026-11-20"}


def hold(*rows: Record) -> None:
    """Rows of one table, held to the codes."""
    hold_to_world_codes(type(rows[0]), Rows(rows))


def borrower(time_zone: str) -> Record:
    """A borrower in a zone."""
    return row_from(Borrower, {**BORROWER, "time_zone": time_zone})


@pytest.mark.parametrize("time_zone", ["Asia/Shanghai", "America/Argentina/Ushuaia", "UTC", "Europe/Kyiv"])
def test_rows_as_agreed_are_let_through(time_zone: str) -> None:
    """Zones by any of their IANA names; rows without a currency have none to check."""
    hold(borrower(time_zone))
    hold(row_from(Loan, {"currency": "EUR"}), row_from(Loan, {}, 2))
    hold(row_from(Incident, {"started_at": "2026-11-20"}))


@pytest.mark.parametrize("time_zone", ["Mars/Olympus", "Asia", "asia/shanghai", "UTC+8", "../etc/passwd", "北京"])
def test_a_time_zone_that_is_none_is_refused_by_name(time_zone: str) -> None:
    """Else every day of the borrower's would fail somewhere deep, or be another one on another machine."""
    with pytest.raises(LedgerOffContract, match=re.escape(f"borrowers.time_zone is {time_zone!r}")):
        hold(borrower("UTC"), borrower(time_zone))


@pytest.mark.parametrize("code", ["cny", "RMB¥", "元", "US", "CNYX", " CNY"])
def test_a_currency_of_another_shape_is_refused_by_name(code: str) -> None:
    """Two spellings of one currency would look like two."""
    strange = row_from(Posting, POSTED)
    object.__setattr__(strange, "currency", code)
    with pytest.raises(LedgerOffContract, match=re.escape(f"postings.currency is {code!r}")):
        hold(row_from(Posting, POSTED, 2), strange)


def test_every_table_with_an_amount_is_looked_at() -> None:
    """An amount never comes without its currency."""
    assert {each.table_name for each in RECORDS if "amount" in each.__dataclass_fields__} <= {
        each.table_name for each in RECORDS if "currency" in each.__dataclass_fields__
    }
