"""The written contract says what the code does."""

from pathlib import Path

from servicing.ledger.contract import contract
from servicing.ledger.records import RECORDS

DOCUMENT = Path(__file__).parents[3] / "docs" / "ledger-contract.md"


def test_the_document_is_what_the_code_prints() -> None:
    """A lender builds views from this page; renew it with `python -m servicing.ledger contract`."""
    assert DOCUMENT.read_text(encoding="utf-8") == contract()


def test_every_table_is_described() -> None:
    """Optional ones are marked, since a lender may leave them out."""
    text = contract()
    for record in RECORDS:
        optional = " (optional)" if record.optional else ""
        assert f"\n### `{record.table_name}`{optional}\n" in text
