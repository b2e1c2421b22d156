"""The arrays of a panel, and what is told of one that is taken."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from panel_files import HEADER, HOURS, MONTHS, PANEL, UNITS, row, rows, taken

from workbench.parameters import Reading
from workbench.records.panel import Panel, check_panel, clusters_of, panel_of, read_panel

NOTHING_TOLD = dict.fromkeys(
    (
        *("missing_months", "units_missing", "begin_late", "end_early", "years_apart"),
        *("not_yet_begun", "not_planned", "planned_before", "nothing_before"),
        *("dose_before", "dose_never", "dose_ended"),
    ),
    0,
)


def test_the_arrays_are_those_of_the_file(tmp_path: Path):
    """Else an effect would be of other units or months than the file's."""
    checked, panel = taken(tmp_path, "")
    assert panel.units == ("Aber", "Bron", "Coed", "Dinas")
    assert panel.months == MONTHS
    assert panel.regions == ("North", "South")
    assert panel.region.tolist() == [0, 0, 1, 1]
    assert panel.actual.tolist() == panel.planned.tolist() == [3, 3, 5, 8]
    april, june = 2022 * 12 + 3, 2022 * 12 + 5
    assert panel.actual_months.tolist() == [april, april, june, -1]
    # The two units of the south do not share their day.
    assert panel.actual_clusters.tolist() == [0, 1, 2, 3]
    hours = panel.outcomes["administration"]
    # 13.5 and the letters of the name and the number of the month, two less with the role.
    assert hours[0].tolist() == [18.5, 19.5, 20.5, 19.5, 20.5, 21.5, 22.5, 23.5]
    assert hours[3].tolist() == [19.5, 20.5, 21.5, 22.5, 23.5, 24.5, 25.5, 26.5]
    assert panel.outcomes["supervision"][2].tolist() == [80, 80, 80, 80, 80, 82, 82, 82]
    assert panel.doses["support"][1].tolist() == [0, 0, 0, 1.5, 1.5, 1.5, 1.5, 1.5]
    assert set(panel.doses) == {"support", "funded", "filled"}
    assert panel.gaps == {"administration": 0, "supervision": 0}
    assert (checked.rows_read, checked.begun, checked.warnings) == (32, 3, ())
    assert asdict(checked.told) == NOTHING_TOLD


def test_rows_in_any_order_are_the_panel_that_another_library_pivots(tmp_path: Path):
    """Else values would stand in the month or unit of another row."""
    rng = np.random.default_rng(7)
    began = {f"U{unit:02d}": 6 + unit % 9 if unit % 5 else 0 for unit in range(40)}
    table = pd.DataFrame(
        [
            {
                "PDU": unit,
                "Month": f"{2020 + month // 12}-{month % 12 + 1:02d}-15",
                "Began": f"2020-{start:02d}-20" if 0 < start < 13 else "",
                "Hours": rng.choice([None, *rng.normal(13, 2, 5).round(3)]),
            }
            for unit, start in began.items()
            for month in range(24)
        ]
    )
    table = table.sample(frac=0.8, random_state=1)
    table.to_csv(tmp_path / "panel.csv", index=False)
    of = replace(
        PANEL,
        outcomes=(HOURS,),
        **dict.fromkeys(("planned", "region", "treated", "support", "funded", "filled")),
    )
    with read_panel(tmp_path / "panel.csv", of) as records:
        checked = check_panel(records, of)
        panel = panel_of(records, of, checked)
    wanted = table.assign(Hours=table["Hours"].astype(float)).pivot(
        index="PDU", columns="Month", values="Hours"
    )
    np.testing.assert_array_equal(panel.outcomes["administration"], wanted.to_numpy())
    assert panel.gaps["administration"] == wanted.isna().to_numpy().sum()
    assert checked.blanks["administration"] == table["Hours"].isna().sum()
    starts = [began[unit] - 1 if 0 < began[unit] < 13 else 24 for unit in panel.units]
    assert panel.actual.tolist() == starts
    assert panel.planned.tolist() == [24] * 40
    # Without a column of regions each unit is its own.
    assert panel.regions == ()
    assert panel.actual_clusters.tolist() == list(range(40))
    spans = table.assign(at=table["Month"].str[:7]).groupby("PDU")["at"]
    numbers = spans.agg(lambda at: sorted(int(m[:4]) * 12 + int(m[5:]) for m in at))
    missing = sum(months[-1] - months[0] + 1 - len(months) for months in numbers)
    assert checked.told.missing_months == missing > 50


def in_form(folder: Path, form: str) -> Panel:
    """Return the panel of the usual file, written as `form`."""
    (folder / "text.csv").write_text(HEADER + "".join(UNITS), encoding="utf-8")
    frame = pd.read_csv(folder / "text.csv", dtype={"Role": "int64"})
    for name in ("Month", "Planned", "Began"):
        frame[name] = pd.to_datetime(frame[name], format="mixed")
    reading = Reading()
    if form == "csv":
        for name in ("Month", "Planned", "Began"):
            frame[name] = frame[name].dt.strftime("%d/%m/%Y")
        frame.to_csv(folder / "panel.csv", index=False, sep=";")
        reading = Reading(dates="dmy")
    elif form == "parquet":
        frame.assign(Role=frame["Role"] == 1).to_parquet(folder / "panel.parquet")
    else:
        frame.to_excel(folder / "panel.xlsx", index=False)
    with read_panel(folder / f"panel.{form}", PANEL, reading) as records:
        return panel_of(records, PANEL, check_panel(records, PANEL))


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_every_form_of_a_file_is_the_same_panel(form: str, tmp_path: Path):
    """Else what is found would hang on how a system exports."""
    _, wanted = taken(tmp_path, "")
    found = in_form(tmp_path, form)
    assert (found.units, found.months, found.regions) == (
        wanted.units,
        wanted.months,
        wanted.regions,
    )
    np.testing.assert_array_equal(found.actual, wanted.actual)
    np.testing.assert_array_equal(found.planned_months, wanted.planned_months)
    for kind in ("outcomes", "doses"):
        for name, grid in getattr(wanted, kind).items():
            np.testing.assert_array_equal(getattr(found, kind)[name], grid)


def test_gaps_are_kept_and_counted(tmp_path: Path):
    """Else a month without a row would be filled, moved, or go untold."""
    gappy = rows("Eden", months=(MONTHS[1], *MONTHS[4:6]), Hours="")
    checked, panel = taken(tmp_path, gappy + row("Fen", "South", "2022-08"))
    assert np.isnan(panel.outcomes["administration"][4]).all()
    on_time = panel.outcomes["supervision"][4]
    assert np.flatnonzero(~np.isnan(on_time)).tolist() == [1, 4, 5]
    assert panel.gaps == {"administration": 8 + 7, "supervision": 5 + 7}
    assert checked.blanks == {"administration": 3, "supervision": 0}
    told = checked.told
    assert (told.missing_months, told.units_missing) == (2, 1)
    assert (told.begin_late, told.end_early) == (2, 1)


def test_a_month_that_no_unit_has_is_a_period_all_the_same(tmp_path: Path):
    """Else the months after it would be one nearer to the roll-out."""
    base = tuple(
        "".join(line for line in unit.splitlines(keepends=True) if ",2022-03," not in line)
        for unit in UNITS
    )
    checked, panel = taken(tmp_path, "", base=base)
    assert panel.months == MONTHS
    assert panel.actual.tolist() == [3, 3, 5, 8]
    assert np.isnan(panel.outcomes["supervision"][:, 2]).all()
    assert checked.told.missing_months == 4


def test_planned_and_actual_roll_outs_are_kept_apart(tmp_path: Path):
    """Else what was meant to happen would be judged as what happened."""
    text = (
        rows("Eden", began="2022-05", Planned="2020-05-31")
        + rows("Fen", "South", "2022-05", Planned="2020-06-01")
        + rows("Gar", "South", "", Planned="2022-08-31")
        + rows("Hafod", "South", "", Planned="2022-09-01")
        + rows("Ivy", "South", "2022-06", Planned="")
    )
    checked, panel = taken(tmp_path, text)
    assert panel.planned.tolist() == [3, 3, 5, 8, 0, 0, 7, 8, 8]
    assert panel.actual.tolist() == [3, 3, 5, 8, 4, 4, 8, 8, 5]
    assert panel.planned_months[-2] == 2022 * 12 + 8
    told = checked.told
    assert (told.years_apart, told.not_yet_begun, told.not_planned) == (1, 1, 1)
    assert told.planned_before == 2
    assert checked.warnings == (
        "'Planned' and 'Began' are 24 months or more apart in 1 unit. See that neither is "
        "mistaken.",
        "'Planned' is in or before the first month of the file in 2 units, which can be no part "
        "of a comparison by planned days.",
    )


def test_doses_that_do_not_go_with_the_roll_out_are_told(tmp_path: Path):
    """Else posts on paper would be taken for a role that people have."""
    text = (
        rows("Eden", "South", "2022-05", Support="0")
        + rows("Fen", "South", "2022-05", Support="1")
        + rows("Gar", "South", "", Support="0.5", Filled="3")
        + rows("Hafod", "South", "2022-05", months=MONTHS[:7], Filled="2")
        + row("Hafod", "South", "2022-08", "2022-05", Support="0")
        + rows("Ivy", "South", "2022-05", months=MONTHS[4:])
        + rows("Jura", "South", "2022-05", Support="")
    )
    checked, _ = taken(tmp_path, text)
    told = checked.told
    assert (told.dose_never, told.dose_before, told.dose_ended) == (1, 2, 1)
    assert (told.nothing_before, checked.filled_beyond_funded) == (1, 8)
    assert checked.warnings == (
        "'Began': 1 unit with no row before the role began, which can be no part of a comparison.",
        "'Support' is above 0 in 2 units before the role began, or where it never did.",
        "'Support' is never above 0 in 1 unit after the role began.",
        "'Support' is 0 in the last month that it is known of in 1 unit after the role began. See "
        "that the role was not withdrawn.",
    )


def test_a_roll_out_by_region_has_regions_for_clusters(tmp_path: Path):
    """Else days that regions share would count as so many draws as there are units."""
    base = (*UNITS[:2], UNITS[2], rows("Dinas", "South", "2022-06", Began=""))
    checked, panel = taken(tmp_path, "", replace(PANEL, treated=None, support=None), base)
    assert panel.planned_clusters.tolist() == [0, 0, 1, 1]
    assert panel.actual_clusters.tolist() == [0, 1, 2, 3]
    assert checked.told.not_yet_begun == 1
    np.testing.assert_array_equal(clusters_of(np.array([1, 0, 1]), np.array([3, 9, 3])), [1, 0, 1])


def test_a_design_needs_nobody_to_have_begun(tmp_path: Path):
    """Else nothing could be planned before there is something to evaluate."""
    base = tuple(
        rows(unit, region, planned, Began="", Role="0", Support="0", Filled="0", On_time=str(at))
        for at, (unit, region, planned) in enumerate(
            (("Aber", "North", "2022-10"), ("Bron", "North", "2022-10"), ("Coed", "South", ""))
        )
    )
    design = replace(PANEL, actual=None, design=True)
    checked, panel = taken(tmp_path, "", design, base)
    assert panel.actual.tolist() == panel.planned.tolist() == [8, 8, 8]
    assert panel.planned_months.tolist() == [2022 * 12 + 9] * 2 + [-1]
    assert panel.planned_clusters.tolist() == [0, 0, 1]
    assert (checked.begun, checked.told.not_yet_begun) == (0, 0)


def test_a_roll_out_after_the_last_month_of_the_file_is_not_yet_one(tmp_path: Path):
    """Else a unit would be treated in months that the panel does not have."""
    late = rows("Eden", began="2022-09-15", Role="0", Support="0", Filled="0")
    checked, panel = taken(tmp_path, late, replace(PANEL, snapshot=date(2022, 9, 30)))
    assert panel.actual[-1] == panel.planned[-1] == 8
    assert checked.begun == 3
    assert checked.told.not_yet_begun == 0
