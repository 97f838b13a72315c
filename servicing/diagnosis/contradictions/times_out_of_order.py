"""Something is written, ended, released or carried out before it began."""

from servicing.diagnosis.books import Books, Groups

# By table: what comes first, and what comes with it or after it, by one clock or by two that may differ a little.
ORDER = (
    ("loans", "drawn_at", "settled_at"),
    ("postings", "value_at", "posted_at"),
    ("payment_instructions", "made_at", "acknowledged_at"),
    ("payment_instructions", "made_at", "verified_at"),
    ("payment_instructions", "made_at", "state_at"),
    ("settlement_quotes", "made_at", "valid_until"),
    ("mandates", "signed_at", "ended_at"),
    ("limit_decisions", "decided_at", "ends_at"),
    ("limit_decisions", "decided_at", "withdrawn_at"),
    ("holds", "placed_at", "released_at"),
    ("security_events", "occurred_at", "resolved_at"),
    ("shown_balances", "as_of", "shown_at"),
)


def groups(books: Books) -> Groups:
    """Each row whose own times, or each pair whose times, are the wrong way round by more than two clocks differ."""
    yield from _within_a_row(books)
    yield from _before_the_loan_was_drawn(books)
    yield from _before_it_was_asked_for(books)
    yield from _before_it_was_decided(books)


def _within_a_row(books: Books) -> Groups:
    for table, first, then in ORDER:
        for each, (began, ended) in books.naming(table, first, then):
            if ended is not None and ended < began and began - ended > books.clock_slack:
                yield (each,)


def _before_the_loan_was_drawn(books: Books) -> Groups:
    for loan in books.facts.loans:
        since = loan.drawn_at - books.clock_slack
        for each in books.facts.by("loan_id", books.facts.postings)[loan.loan_id]:
            if each.posted_at < since:
                yield loan, each


def _before_it_was_asked_for(books: Books) -> Groups:
    """A debit, or a posting, of an instruction that was made only later."""
    made = {each.instruction_id: each for each in books.facts.payment_instructions}
    for table, moment in (("channel_records", "occurred_at"), ("postings", "posted_at")):
        for each, (named, at) in books.naming(table, "instruction_id", moment):
            asked = made.get(named)
            if asked and at < asked.made_at and asked.made_at - at > books.clock_slack:
                yield asked, each


def _before_it_was_decided(books: Books) -> Groups:
    """An event that carries out a decision made only later."""
    decided = {each.decision_id: each for each in books.facts.limit_decisions}
    for each in books.facts.line_events:
        decision = decided.get(each.decision_id or "")
        if decision and decision.decided_at - each.occurred_at > books.clock_slack:
            yield decision, each
