"""What goes with leaving, in words: of made cells, so that every case is told."""

from __future__ import annotations

from types import SimpleNamespace

from workbench.analyses.attrition.report import drivers as section
from workbench.analyses.attrition.report.drivers.sentences import lead
from workbench.disclosure import ReleasedCell, ReleasedCount, ReleasedNumber


def beside(difference, lower, upper, *, role="declared", group="a", years=1000):
    number = ReleasedNumber(difference, lower, upper)
    return ReleasedCell(
        "load", group, role, "b", "", "", "",
        {"at_risk": ReleasedCount(years, str(years))},
        {} if role == "comparator" else {"adjusted_difference": number},
    )  # fmt: skip


class Made:
    """A release of one driver of three bands."""

    exact = False

    def __init__(self, low, high):
        reference = beside(0, 0, 0, role="comparator", group="b")
        self.finding = SimpleNamespace(
            name="driver:load",
            title="Load",
            cells=(beside(*low), reference, beside(*high, group="c")),
        )

    def of_section(self, section):
        return [self.finding] if section == "driver" else []

    def __getitem__(self, name):
        return self.finding


def test_two_high_ends_are_no_simple_pattern():
    """Fails if an end is told of as if leaving rose or fell along the driver."""
    both = Made((0.022, 0.003, 0.041), (0.02, -0.004, 0.04))
    assert section.headline(both).startswith(
        "Load, a: about 2.2 more of every 100 left a year than at b (likely range 0.3 to 4.1). At "
        "the other end, c, it is about 2 more (likely range −0.4 to 4); of that end by itself we "
        "cannot tell: no simple pattern."
    )
    one_side = Made((0.022, 0.003, 0.041), (-0.02, -0.04, 0.004))
    assert "no simple pattern" not in section.headline(one_side)


def test_a_large_difference_that_cannot_be_told_is_named():
    """Fails if the largest difference is passed over since it is not sure."""
    told = section.headline(Made((0.01, 0.002, 0.02), (-0.031, -0.062, 0.0)))
    assert "c: about 3.1 fewer of every 100 left a year than at b" in told
    assert "(likely range −6.2 to 0): we cannot tell." in told
    small = section.headline(Made((0.01, 0.002, 0.02), (-0.0001, -0.062, 0.0)))
    assert "cannot tell" not in small


def test_of_many_levels_one_that_stands_out_may_be_chance():
    """Fails if the levels looked at are not counted: p 0.040 and 0.041 of two (Holm by hand)."""
    both = lead(Made((0.022, 0.001, 0.043), (0.02, 0.0008, 0.0392)))
    assert both.startswith(
        "Like with like, 2 of the 2 bands looked at (load) stand out. About 1 would by chance "
        "alone, so any one of them may be chance."
    )
    # With one far out the other is held against 5 in 100 alone.
    assert "by chance" not in lead(Made((0.04, 0.02, 0.06), (0.02, 0.0008, 0.0392)))
