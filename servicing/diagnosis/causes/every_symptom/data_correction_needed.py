"""The books contradict themselves in the rows that the question is about: nothing else can be told from them."""

from datetime import date

from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.agreement import contradictions_about, rows_about_it_contradict_each_other
from servicing.diagnosis.views import View


def details(view: View) -> Details:
    """The codes of the contradictions, each once, separated by a space, and how many rows they concern."""
    found = contradictions_about(view)
    rows = {id(row) for each in found for row in each.rows}
    return {"contradictions": " ".join(dict.fromkeys(each.code for each in found)), "rows": len(rows)}


CAUSE = Cause(
    source="ledger contract: rules, references and times of every table; diagnosis/contradictions",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(rows_about_it_contradict_each_other,),
    queue="data_correction",
    steps=("correction", "person"),
    details=details,
)
