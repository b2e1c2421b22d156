"""If these fail, the headline of a chart says another thing than the chart shows."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from workbench.analyses.attrition.report.changing.sentences import in_short
from workbench.analyses.attrition.report.drivers import chart as drivers
from workbench.analyses.attrition.report.learners import clock
from workbench.analyses.attrition.report.reasons import service
from workbench.analyses.attrition.report.where import chart as where
from workbench.disclosure import ReleasedNumber


def banded(*gone: float | None) -> list[SimpleNamespace]:
    """Return bands of service with the share gone by resignation and by retirement."""
    numbers = [{} if one is None else {"reason_gone_resignation": one} for one in gone]
    return [
        SimpleNamespace(
            numbers={name: ReleasedNumber(value) for name, value in each.items()}, counts={}
        )
        for each in numbers
    ]


class Told:
    """A release of reasons by length of service."""

    def __init__(self, *gone: float | None) -> None:
        self.context = SimpleNamespace(tied={"service edges": "0|12|36|60"})
        self.cells = banded(*gone)

    def __getitem__(self, _: str) -> Told:
        return self


@pytest.mark.parametrize(
    ("gone", "who"),
    [
        ((0.05, 0.2, 0.3, None), "join"),
        ((None, 0.2, 0.3, None), "reach 1 year of service"),
        ((None, None, 0.3, None), "reach 3 years of service"),
    ],
)
def test_where_first_bands_are_withheld_nobody_is_said_to_have_joined(monkeypatch, gone, who):
    """Shares that begin after three years were told as of everybody who joins."""
    monkeypatch.setattr(service, "larger", lambda _: ["Resignation"])
    release = Told(*gone)
    assert service._who(release) == who
    title = service._title(["Resignation"], release.cells, who)
    assert title == f"Resignation: 30 of every 100 who {who} are gone by it, the most"
    assert service._title(["Resignation"], banded(None, None), who) == service.GONE_BY


@pytest.mark.parametrize(
    ("more", "fewer", "title"),
    [
        (0, 0, "No unit of 40 is beyond what chance and the usual spread allow"),
        (1, 0, "One of 40 units had more leavers than chance and usual spread allow"),
        (0, 7, "7 of 40 units had fewer leavers than chance and usual spread allow"),
        (2, 1, "Of 40 units 2 had more leavers, and 1 fewer, than the limits allow"),
    ],
)
def test_the_funnel_says_how_many_units_are_beyond_its_limits(more, fewer, title):
    sides = {1: [None] * more, -1: [None] * fewer}
    units = SimpleNamespace(judged=[None] * 40, beyond=sides.__getitem__)
    assert where._title(units) == title


@pytest.mark.parametrize(
    ("difference", "sure", "title"),
    [
        (0.03, True, "Workload: more left at over 110%"),
        (-0.03, True, "Workload: fewer left at over 110%"),
        (0.03, False, "Workload: more left at over 110%, which may be chance"),
    ],
)
def test_a_band_that_may_be_chance_is_not_a_finding(monkeypatch, difference, sure, title):
    cell = SimpleNamespace(group="over 110%", comparator="100% to under 110%")
    level = SimpleNamespace(title="Workload", cell=cell, difference=ReleasedNumber(difference))
    monkeypatch.setattr(drivers, "found", lambda _: [level] if sure else [])
    assert drivers._title(None, level) == title


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (None, ""),
        (ReleasedNumber(0.9, 0.8, 1.1), ": no clear change on the year"),
        (ReleasedNumber(1.3, 1.1, 1.5), ": higher than in the year before"),
        (ReleasedNumber(0.7, 0.5, 0.9), ": lower than in the year before"),
    ],
)
def test_quarters_say_which_way_the_year_went(number, told):
    one = SimpleNamespace(by_grade=lambda _: None, number=lambda _: number)
    assert in_short(one) == told


def test_learners_are_told_route_by_route(monkeypatch):
    """The first number alone says of what it is; one route has no name."""
    release = SimpleNamespace(
        context=SimpleNamespace(
            tied={"learners expected 15 months": "15", "learners expected ": "21"}
        )
    )
    cell = SimpleNamespace(numbers={"completed_by": ReleasedNumber(0.81)})
    monkeypatch.setattr(clock, "_by", lambda _, __, expected: (expected + 3, cell))
    both = clock._title(release, ["15 months", ""], "completed_by", "Qualified")
    assert both == "Qualified: 81 of every 100 by month 18 (15 months), 81 by month 24"
    monkeypatch.setattr(clock, "_by", lambda *_: None)
    none = clock._title(release, ["15 months"], "left_by", "Left")
    assert none == "Left, by months since they began"
