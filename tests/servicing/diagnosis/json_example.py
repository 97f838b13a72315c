"""The example of `docs/diagnosis-json.md`: a small ledger, and what the command really prints of it as JSON.

`python -m tests.servicing.diagnosis.json_example` puts what is printed now in its place in the document.
"""

import io
import json
import re
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from servicing.diagnosis.__main__ import main
from servicing.ledger.fields import Record
from servicing.ledger.records import RECORDS, Hold
from servicing.ledger.writing import write_books
from tests.small_ledger import Books, facts_from

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "diagnosis-json.md"
EXAMPLE = re.compile(r"```json\n(?P<text>.*?)```", re.S)
WIDTH = 116
WORDS = ["b1", "disbursement_not_arrived", "--at", "2026-11-20T12:00:00+00:00"]

# A payout that came back from a closed card, at a lender whose books keep no holds.
LEDGER: Books = {
    "loans": [{"loan_id": "N1", "drawn_at": "2026-11-18 02:00"}],
    "channel_records": [
        {
            "record_id": "C1",
            "kind": "payout",
            "loan_id": "N1",
            "amount": "3000",
            "state": "returned",
            "payee": "borrower",
            "occurred_at": "2026-11-18 02:05",
            "failure_code": "card_closed",
        }
    ],
    "postings": [{"posting_id": "R1", "kind": "disbursement", "amount": "3000", "posted_at": "2026-11-18 02:05"}],
}


def printed(*more: str) -> str:
    """What the command prints of the example."""
    facts = facts_from(LEDGER)
    rows: list[Record] = [row for record in RECORDS for row in getattr(facts, record.table_name)]
    with TemporaryDirectory() as folder, redirect_stdout(io.StringIO()) as out:
        address = f"sqlite:///{folder}/ledger.db"
        write_books(address, rows, [each for each in RECORDS if each is not Hold])
        assert main([*WORDS, "--ledger", address, *more]) == 0
    return out.getvalue()


def documented() -> str:
    """The example as the document has it."""
    found = EXAMPLE.search(DOCUMENT.read_text(encoding="utf-8"))
    assert found is not None, f"{DOCUMENT.name} has no example"
    return found["text"]


def laid_out(value: Any, indent: str = "") -> str:
    """JSON in which whatever fits stands on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(indent + flat) <= WIDTH or not isinstance(value, (dict, list)):
        return flat
    deeper = indent + "  "
    if isinstance(value, list):
        return "[\n" + ",\n".join(deeper + laid_out(each, deeper) for each in value) + f"\n{indent}]"
    named = (f"{deeper}{json.dumps(name)}: {laid_out(each, deeper)}" for name, each in value.items())
    return "{\n" + ",\n".join(named) + f"\n{indent}}}"


if __name__ == "__main__":
    text = DOCUMENT.read_text(encoding="utf-8")
    example = f"```json\n{laid_out(json.loads(printed('--json')))}\n```"
    DOCUMENT.write_text(EXAMPLE.sub(lambda _: example, text, count=1), encoding="utf-8")
