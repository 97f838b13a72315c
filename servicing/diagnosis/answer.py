"""What a clue answers: yes, no or "cannot tell yet", each with the rows that it looked at."""

from dataclasses import dataclass

from servicing.ledger.fields import Record


@dataclass(frozen=True)
class Answer:
    """`holds` is True, False or None; `missing` says what would have to be known where it is None."""

    holds: bool | None
    rows: tuple[Record, ...] = ()
    missing: str | None = None


YES, NO = Answer(True), Answer(False)


def yes(*rows: Record) -> Answer:
    """It is so, by these rows; by the absence of any where none is given."""
    return Answer(True, rows) if rows else YES


def no(*rows: Record) -> Answer:
    """It is not so, by these rows."""
    return Answer(False, rows) if rows else NO


def unknown(missing: str) -> Answer:
    """It cannot be told without `missing`: the name of a table or of a threshold."""
    return Answer(None, (), missing)


def whether(holds: bool, *rows: Record) -> Answer:
    """Yes or no, by the same rows."""
    return yes(*rows) if holds else no(*rows)


def first_known(rows: tuple[Record, ...]) -> Answer:
    """Yes by these rows if there are any, otherwise no."""
    return yes(*rows) if rows else no()
