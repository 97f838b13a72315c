"""What is wrong with the files of an import, as data."""

from dataclasses import dataclass, field

MOST_KEPT = 10_000


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that has to be mended; `line` is 0 for a whole file, `column` is empty for a whole line."""

    file: str
    line: int
    column: str
    sentence: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.column} {self.sentence}" if self.column else f"{place}: {self.sentence}"


@dataclass
class Faults:
    """Every fault found so far: all are counted, the first ten thousand are kept."""

    kept: list[Fault] = field(default_factory=list)
    count: int = 0

    def add(self, fault: Fault) -> None:
        """One more."""
        self.count += 1
        if self.count <= MOST_KEPT:
            self.kept.append(fault)

    def told(self, most: int) -> list[str]:
        """A line for each of the first, by file and line, and how many more there are."""
        lines = [str(each) for each in sorted(self.kept)[:most]]
        return [*lines, f"and {self.count - most} more"] if self.count > most else lines
