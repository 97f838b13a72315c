"""The figures as Markdown: per cause, and in all."""

from collections import Counter
from collections.abc import Iterator

from benchmarks.diagnosis.counting import Row
from benchmarks.diagnosis.measuring import Result

HEAD = (
    "| symptom / cause | drawn | found | missed | undecided | falsely claimed | entries right "
    "| told when another symptom is asked | mean queries | median ms |"
)


def table(result: Result) -> Iterator[str]:
    """A line a cause, and one for all."""
    yield HEAD
    yield "|---|" + "---:|" * 9
    for (symptom, cause), row in sorted(result.rows.items()):
        yield _line(f"`{symptom}` / `{cause}`", row)
    yield _line("all", _sum(list(result.rows.values())))


def _line(name: str, row: Row) -> str:
    cells = [
        name,
        str(row.drawn),
        _share(row.outcomes["found"], row.decided),
        str(row.outcomes["missed"]),
        str(row.outcomes["undecided"]),
        str(row.claimed_falsely),
        _share(row.entries_right, row.outcomes["found"]),
        _share(row.wrong_symptom[True], row.wrong_symptom.total()),
        f"{row.mean_queries:.0f}",
        f"{row.median_ms:.1f}",
    ]
    return f"| {' | '.join(cells)} |"


def _sum(rows: list[Row]) -> Row:
    return Row(
        drawn=sum(each.drawn for each in rows),
        outcomes=sum((each.outcomes for each in rows), Counter()),
        claimed_falsely=sum(each.claimed_falsely for each in rows),
        entries_right=sum(each.entries_right for each in rows),
        queries=[number for each in rows for number in each.queries],
        milliseconds=[took for each in rows for took in each.milliseconds],
        wrong_symptom=sum((each.wrong_symptom for each in rows), Counter()),
    )


def summary(result: Result) -> Iterator[str]:
    """The figures that are not one cause's."""
    for cohort, asked in sorted(result.asked_well.items()):
        name = {"healthy": "healthy borrowers", "near_miss": "borrowers whose books only look like trouble"}[cohort]
        claimed = result.claimed_of_well[cohort]
        yield f"- {name}, asked all symptoms: something was claimed of {claimed} of {asked}"
    for number, asked in sorted(result.together.items()):
        if number < 2:
            continue
        yield f"- {number} troubles together: all told to {_share(result.all_found[number], asked)} of {asked}"


def beside(result: Result) -> Iterator[str]:
    """What was told beside the cause that was put in: it follows from it, or is true as well."""
    yield "| put in | told beside it | times |"
    yield "|---|---|---:|"
    for (known, told), times in sorted(result.beside.items()):
        yield f"| `{'` / `'.join(known)}` | `{'` / `'.join(told)}` | {times} |"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2%}" if whole else "–"
