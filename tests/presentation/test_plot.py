"""A plain chart of a finding: every cell in it, or said to be missing."""

from __future__ import annotations

import pytest

from workbench.disclosure import ReleasedCell, ReleasedCount, ReleasedFinding, ReleasedNumber
from workbench.errors import UnknownNameError
from workbench.presentation.view import View


def finding(*values: float | None) -> ReleasedFinding:
    cells = tuple(
        ReleasedCell(
            "sex", f"G{place}", "declared", "", "sift", "overall", "",
            {"entered": ReleasedCount(10 * place, f"{10 * place}")},
            {} if value is None else {"rate": ReleasedNumber(value, value / 2, value * 2)},
        )
        for place, value in enumerate(values)
    )  # fmt: skip
    return ReleasedFinding("sex", "characteristic", "Sex", cells)


def test_each_cell_is_drawn_or_said_to_be_missing():
    view = finding(0.2, None, 0.4).plot()
    assert isinstance(view, View)
    assert view.text == "Sex: rate"
    assert list(view.to_frame()["shown"]) == ["0.2 (0.1 to 0.4)", "not shown", "0.4 (0.2 to 0.8)"]
    assert view.html.count("<svg") == 1
    assert "G1: not shown" in view.html
    assert view._repr_mimebundle_()[1] == {"workbench": {"exploring": True}}


def test_a_count_is_drawn_as_it_was_released():
    assert list(finding(0.2, 0.3).plot("entered").to_frame()["shown"]) == ["0", "10"]


def test_negative_numbers_and_none_at_all_are_drawn():
    assert "<svg" in finding(-0.3, 0.2).plot().html
    hidden = ReleasedCount(None, "[c]")
    cell = ReleasedCell("sex", "G", "declared", "", "", "", "", {"entered": hidden}, {})
    assert "[c]" in ReleasedFinding("sex", "s", "Sex", (cell,)).plot().html


def test_a_long_chart_says_how_to_keep_fewer():
    view = finding(*[0.2] * 41).plot()
    assert "The first 40 of 41 rows: keep fewer with only(…), such as only(group=" in view.html
    assert len(view.to_frame()) == 41


def test_a_number_that_is_not_there_is_refused():
    with pytest.raises(UnknownNameError, match="Did you mean 'rate'"):
        finding(0.2).plot("rat")


def test_charts_are_the_same_each_time():
    assert finding(0.2, 0.4).plot().html == finding(0.2, 0.4).plot().html
