"""A value that is worked out once and then kept, on frozen objects too."""

from dataclasses import dataclass, field

from servicing.lasting import lasting


@dataclass(frozen=True)
class Sum:
    """Two numbers, and how often they were added up."""

    one: int
    other: int
    times: list[int] = field(default_factory=list, compare=False)

    @lasting
    def total(self) -> int:
        """Both together."""
        self.times.append(1)
        return self.one + self.other


def test_it_is_worked_out_once() -> None:
    """Clues ask for the same sum many times; only the first one pays for it."""
    both = Sum(1, 2)
    assert (both.total, both.total, both.times) == (3, 3, [1])


def test_each_object_keeps_its_own() -> None:
    """Two borrowers never see each other's figures."""
    assert (Sum(1, 2).total, Sum(3, 4).total) == (3, 7)


def test_what_is_kept_does_not_change_what_is_equal() -> None:
    """A view that was looked at is still the same view."""
    looked_at = Sum(1, 2)
    assert looked_at.total == 3
    assert looked_at == Sum(1, 2)
