"""If these fail, leaving is said to change where it does not, or a change is passed over."""

from __future__ import annotations

from dataclasses import replace

import pytest
from asked import asking
from small_staff import many

from workbench.analyses.attrition.questions import changing, how_many
from workbench.analyses.attrition.report import changing as section
from workbench.analyses.attrition.report.changing import sentences
from workbench.analyses.attrition.report.changing.reading import series
from workbench.disclosure import ReleasedNumber

QUARTERS = [(2021, 5), (2021, 8), (2021, 11), (2022, 2), (2022, 5), (2022, 8), (2022, 11)]
DAYS = [f"{year}-{month:02}-15" for year, month in [*QUARTERS, (2023, 2), (2023, 5)]]
"""In the middle of each of the nine quarters from April 2021 on."""
GRADED = {"circumstances": {"grade": {"groups": ["Learner", "PSO", "PO"]}}, "grade": "grade"}
LEFT = [20, 25, 22, 24, 20, 23, 21, 24, 60]


def staff(left: list[int] | None = None, people: int = 1500) -> list[dict[str, str]]:
    """Some staff of whom so many leave in each quarter, and as many join the day after."""
    rows = many(people - sum(left or LEFT))
    for day, gone in zip(DAYS, left or LEFT, strict=True):
        rows += many(gone, end=day, reason="Resigned")
        rows += many(gone, start=f"{day[:8]}16")
    return rows


def asked(monkeypatch, folder, spells, policy="analyst", **changes):
    questions = (how_many.QUESTION, changing.QUESTION)
    told = {"data_from": "2021-04-01", "circumstances": {}, "grade": None, **changes}
    return asking(monkeypatch, questions, folder, spells, policy, **told)


def quarters(release, group=""):
    cells = (cell for cell in release["changing"].cells if cell.group == group)
    return {cell.basis.removeprefix("quarter ending "): cell for cell in cells}


def value(cell, name):
    number = cell.numbers.get(name)
    return None if number is None else number.value


def test_each_quarter_has_its_own_leavers_and_days(monkeypatch, tmp_path):
    """By hand: people in post stay 1,500, and a rate a year is four times that of a quarter."""
    told = quarters(asked(monkeypatch, tmp_path, staff()))
    assert (next(iter(told)), list(told)[-1]) == ("2021-06-30", "2023-06-30")
    assert [cell.counts["left"].value for cell in told.values()] == LEFT
    assert {cell.counts["at_risk"].value for cell in told.values()} == {1500}
    rates = [value(cell, "leaving_rate") for cell in told.values()]
    assert rates == pytest.approx([4 * left / 1500 for left in LEFT], abs=1e-6)


def test_a_quarter_is_held_against_those_before_it_alone(monkeypatch, tmp_path):
    """The last would else raise the limits that it is held to; the first four have none."""
    told = list(quarters(asked(monkeypatch, tmp_path, staff())).values())
    assert [value(cell, "beyond_limits") for cell in told] == [None] * 4 + [0, 0, 0, 0, 1]
    assert value(told[-1], "usual_rate") == pytest.approx(4 * sum(LEFT[:-1]) / 8 / 1500, abs=1e-6)


def test_a_year_is_four_quarters_to_the_four_before(monkeypatch, tmp_path):
    """Quarters of other seasons would make a season a change."""
    told = list(quarters(asked(monkeypatch, tmp_path, staff())).values())
    due = sum(LEFT[5:]) / sum(LEFT[1:5])
    assert value(told[-1], "ratio_to_last") == pytest.approx(due, abs=1e-6)
    assert [value(cell, "ratio_to_last") for cell in told[:-1]] == [None] * 8


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [("2022-10-01", 6, 6), ("2022-10-02", 6, 7), ("2022-12-31", 6, 7), ("2023-01-01", 7, 7)],
)
def test_the_quarter_that_holds_an_event_is_on_neither_side(
    monkeypatch, tmp_path, day, before, after
):
    """What happened in its midst would count as before it, or as after."""
    events = [{"date": day, "event": "Something"}]
    told = list(quarters(asked(monkeypatch, tmp_path, staff(), events=events)).values())
    due = (sum(LEFT[after:]) / (9 - after)) / (sum(LEFT[:before]) / before)
    assert value(told[after], "ratio_after_event") == pytest.approx(due, abs=1e-6)
    assert sum("ratio_after_event" in cell.numbers for cell in told) == 1


def test_an_event_outside_all_quarters_is_told_as_such(monkeypatch, tmp_path):
    events = [{"date": "2019-03-01", "event": "Long before"}]
    html = section.show(asked(monkeypatch, tmp_path, staff(), events=events)).html
    assert "Long before (1 March 2019): there is no whole quarter on both sides of it" in html


def test_open_takes_limits_and_trend_of_what_is_shown(monkeypatch, tmp_path):
    """Exact counts must not speak through them; what rounding leaves open widens them."""
    exact = quarters(asked(monkeypatch, tmp_path, staff()))["2023-06-30"]
    rounded = quarters(asked(monkeypatch, tmp_path, staff(), "open"))["2023-06-30"]
    shown = [20, 25, 20, 25, 20, 25, 20, 25, 60]
    assert value(rounded, "ratio_to_last") == pytest.approx(130 / 90, abs=1e-6)
    assert value(rounded, "usual_rate") == pytest.approx(4 * sum(shown[:-1]) / 8 / 1500, abs=1e-6)
    for name in ("trend_a_year", "ratio_to_last", "leaving_rate"):
        wide, narrow = rounded.numbers[name], exact.numbers[name]
        assert wide.upper - wide.lower > narrow.upper - narrow.lower
        assert wide.lower < narrow.value < wide.upper
    assert value(rounded, "beyond_limits") == 1


def test_a_grade_of_few_has_rates_at_most(monkeypatch, tmp_path):
    """One who leaves of ten would be a peak."""
    few = [*staff(), *many(10, grade="PSO"), *many(1, grade="PSO", end=DAYS[-1], reason="Resigned")]
    told = quarters(asked(monkeypatch, tmp_path, few, **GRADED), "PSO")["2023-06-30"]
    assert set(told.numbers) == {"leaving_rate"}


def grown() -> list[dict[str, str]]:
    """Two grades of steady rates, of which the one that more leave grows to twice its size."""
    rows = many(400, grade="PO") + many(200, grade="PSO")
    rows += many(460, grade="PSO", start="2022-06-20")
    for place, day in enumerate(DAYS):
        joined = {"start": f"{day[:8]}16"}
        for grade, gone in (("PO", 10), ("PSO", 20 if place < 5 else 40)):
            rows += many(gone, grade=grade, end=day, reason="Resigned")
            rows += many(gone, grade=grade, **joined)
    return rows


@pytest.mark.parametrize("policy", ["analyst", "open"])
def test_a_change_in_who_is_employed_is_no_change_within_grades(monkeypatch, tmp_path, policy):
    """More people of a grade that many leave were told as leaving that rises."""
    release = asked(monkeypatch, tmp_path, grown(), policy, **GRADED)
    last = quarters(release)["2023-06-30"]
    crude, within = (last.numbers[f"trend_a_year{one}"] for one in ("", "_by_grade"))
    assert crude.value > 1.03
    assert within.value == pytest.approx(1, abs=0.03)
    assert within.lower < 1 < within.upper
    assert "grade by grade, no trend can be told from chance" in section.headline(release)
    assert "All grades together: +" in section.headline(release)
    assert "that more people are of a grade which many leave" in section.show(release).html


def test_rates_without_any_spread_have_a_trend_of_none(monkeypatch, tmp_path):
    """Quarters that are all alike once ended in a warning of the library."""
    release = asked(monkeypatch, tmp_path, staff([20] * 9))
    told = quarters(release)["2023-06-30"]
    assert value(told, "trend_a_year") == pytest.approx(1, abs=1e-6)
    assert "no trend can be told from chance: 0%" in section.headline(release)


def test_the_section_opens_with_the_year_and_names_the_unusual_quarter(monkeypatch, tmp_path):
    events = [{"date": "2023-01-09", "event": "A new rota."}]
    release = asked(monkeypatch, tmp_path, staff(), "open", events=events)
    view = section.show(release)
    assert section.headline(release).startswith(
        "No clear change on the year: the leaving rate of the four quarters to 30 June 2023 was "
        "1.44 times (likely range "
    )
    assert "The quarter ending 30 June 2023 lies above the limits" in view.html
    assert "A: A new rota. (9 January 2023)" in view.html
    assert "does not show that the event changed it" in view.html
    assert "Its two sides do not hold the same seasons." in view.html


def test_open_makes_no_ratio_of_quarters_of_fewer_than_five(monkeypatch, tmp_path):
    """Their middles add up to leavers of whom nobody may have left."""
    few = staff([0, 0, 0, 0, 0, 20, 20, 20, 20])
    told = quarters(asked(monkeypatch, tmp_path, few, "open"))["2023-06-30"]
    assert value(told, "leaving_rate") is not None
    assert value(told, "ratio_to_last") is None


@pytest.mark.parametrize(
    ("trend", "told"),
    [
        (
            (1.06, 1.002, 1.11),
            "it rose slowly: about 6% a year (likely range just above 0% to 11%).",
        ),
        ((0.8, 0.7, 0.9), "it fell: about 20% a year (likely range 10% to 30%)."),
        ((1.06, 0.999, 1.11), "no trend can be told from chance: +6% (likely range 0% to +11%)"),
    ],
)
def test_a_trend_that_is_told_does_not_hold_none(monkeypatch, tmp_path, trend, told):
    """A range that ends at 0% beside the word rose reads as a contradiction."""
    one = series(asked(monkeypatch, tmp_path, staff()))[0]
    numbers = one.last.numbers | {"trend_a_year": ReleasedNumber(*trend)}
    cells = (*one.cells[:-1], replace(one.last, numbers=numbers))
    assert told in sentences.trend(replace(one, cells=cells))


def test_one_quarter_is_no_series(monkeypatch, tmp_path):
    """A report of a quarter must stand without a series."""
    told = {"months": 3, "headcount": "ends", "data_from": None}
    release = asked(monkeypatch, tmp_path, staff(), **told)
    assert "fewer than two whole quarters" in release.context.not_covered["Is it changing?"]
    assert section.show(release).html == ""


def test_where_the_data_begin_is_not_known_the_period_has_its_quarters(monkeypatch, tmp_path):
    """Who had left before would be missing among those in post then."""
    told = quarters(asked(monkeypatch, tmp_path, staff(), data_from=None))
    assert list(told) == ["2022-09-30", "2022-12-31", "2023-03-31", "2023-06-30"]
