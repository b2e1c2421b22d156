"""Every kind of count is the same on both engines, with the same types."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import panel_files
import pytest
import test_waves
from campaign import parameters
from forms import DATED, FRAME, LONG, STATUS, TEMPLATE, counts_of, rows_a_stage, statuses, typed
from staff_people import canonical, contract, drawn, months_contract, written
from test_months import months_file

from workbench.analyses import pay_progression
from workbench.analyses.pay_progression.counting import count as count_progression
from workbench.analyses.recruitment_funnel.counting import CampaignCounts, count_campaign
from workbench.counts import Wanted
from workbench.counts.staff import StaffWanted, count_staff
from workbench.parameters.root import INSTALLED
from workbench.records.staff import StaffContract, check_staff, read_staff, with_days, with_months
from workbench.synthetic.files import write_parquet

alike = partial(pd.testing.assert_frame_equal, check_exact=True)


def same(local: CampaignCounts, other: CampaignCounts) -> None:
    alike(local.stages, other.stages)
    assert local.tables.keys() == other.tables.keys()
    for wanted, table in local.tables.items():
        alike(table, other.tables[wanted])
    for name in ("rows_read", "rows_used", "further_applications", "how", "taken_out"):
        assert getattr(local, name) == getattr(other, name), name


WANTED = [
    Wanted(()),
    Wanted(("sex",)),
    Wanted(("sex", "place")),
    Wanted(("sex",), "days", "interview"),
    Wanted((), "scores", "sift"),
]


def test_a_campaign_with_days_marks_people_and_a_list_of_exclusions(both, tmp_path: Path):
    """All that is asked of one campaign, in a typed parquet file that Spark reads as it stands."""
    frame = typed().assign(mark=np.arange(len(FRAME)) % 7 + 0.5, year=["2023", "2024"] * 150)
    frame["mark"] = frame["mark"].astype("string").where(frame["sift"].notna())
    frame.drop(columns=["sift_on", "interview_on", "offer_on"]).assign(
        **{f"{stage}_on": FRAME[f"{stage}_on"] for stage in ("sift", "interview", "offer")}
    ).to_parquet(tmp_path / "a.parquet")
    (tmp_path / "objected.csv").write_text("who\n51\n77\n9999\n")
    stages = DATED["stages"] | {"sift": {"date": "sift_on", "score": "mark"}}
    asked = parameters(
        tmp_path / "a.parquet",
        **(DATED | {"stages": stages}),
        columns={"campaign": "year"},
        person="person",
        campaign="2024",
        exclusions={"data": str(tmp_path / "objected.csv"), "column": "who"},
    )
    local, other = both(lambda: count_campaign(asked, WANTED))
    same(local, other)
    assert local.taken_out
    assert local.taken_out.rows >= 2
    assert local.taken_out.unmatched == 1
    assert len(local.tables[WANTED[3]]) > 50
    assert len(local.tables[WANTED[4]]) > 10


@pytest.mark.parametrize(
    ("frame", "changes"),
    [
        (statuses(), STATUS),
        (rows_a_stage(), LONG | {"columns": {"date": "on"}, "data_date": "2024-12-31"}),
        (counts_of(), {"identifier": None, "count": "people"}),
    ],
    ids=["statuses", "a row a stage", "counts"],
)
def test_other_layouts(frame: pd.DataFrame, changes: dict, both, tmp_path: Path):
    frame.to_csv(tmp_path / "a.csv", index=False)
    asked = parameters(tmp_path / "a.csv", **(TEMPLATE | changes))
    same(*both(lambda: count_campaign(asked, WANTED[:3])))


STAFF = [
    StaffWanted("headcount", ("grade",), at=(24245, 24250)),
    StaffWanted("days", ("grade",), first=24242, last=24250, every=3),
    StaffWanted("leavers", ("grade",), first=24242, last=24250),
    StaffWanted("cohort", ("workload",), first=24243, last=24250),
    StaffWanted(
        "risk", ("grade", "workload"), first=24242, last=24250, edges=(0, 12, 24),
        clock="service", folds=3,
    ),
]  # fmt: skip


def staff_counts(path: Path, of: StaffContract) -> list[pd.DataFrame]:
    with read_staff(path, of) as records:
        checked = check_staff(records, of)
        months = with_months(records, of)
        spells = with_days(records, of) if of.layout == "spells" else None
        wanted = [one for one in STAFF if spells is not None or one.of != "days"]
        found = [
            count_staff(months, one, results=of.results, reasons=of.reason_names, spells=spells)
            for one in wanted
        ]
        return [pd.DataFrame([{"checked": repr(checked)}]), *found]


@pytest.mark.parametrize("layout", ["spells", "months"])
def test_staff(layout: str, both, tmp_path: Path):
    """The months of every person, drivers as they were months before, each kind of count."""
    of = contract() if layout == "spells" else months_contract()
    rows = drawn(11, 40, of.snapshot, even=True)
    write = (
        written if layout == "spells" else lambda rows, path: months_file(rows, contract(), path)
    )
    path = write(rows, tmp_path / "staff.csv")
    local, other = both(lambda: canonical(path, of))
    assert len(local) > 200
    alike(local, other)
    for one, two in zip(*both(lambda: staff_counts(path, of)), strict=True):
        assert len(one)
        alike(one, two)


def test_a_panel_and_a_survey(both, tmp_path: Path):
    (_, local), (_, other) = both(lambda: panel_files.taken(tmp_path, ""))
    for name in local.outcomes:
        np.testing.assert_array_equal(local.outcomes[name], other.outcomes[name])
    for name in local.doses:
        np.testing.assert_array_equal(local.doses[name], other.doses[name])
    assert (local.units, local.months, local.gaps) == (other.units, other.months, other.gaps)
    assert local.actual.tolist() == other.actual.tolist()
    groups = ("unit", "sex", "role")
    one, two = both(lambda: test_waves.taken(tmp_path, test_waves.ANSWERS, by=groups))
    assert repr(one[0]) == repr(two[0])
    for name in ("wave", "item", "answer", "people", "weight", "squared"):
        left, right = getattr(one[1], name), getattr(two[1], name)
        np.testing.assert_array_equal(left, right)
        assert left.dtype == right.dtype


def test_pay_progression(both, tmp_path: Path):
    """Its outcomes, those who are apart, and one question's table."""
    write_parquet(pay_progression.synthesise(size=400).tables["staff"], tmp_path / "a.parquet")
    known = INSTALLED / "parameters/pay_progression/synthetic.yaml"
    asked = pay_progression.Parameters.from_file(known)
    asked = asked.model_copy(update={"data": str(tmp_path / "a.parquet"), "exclusions": None})
    local, other = both(lambda: count_progression(asked, [Wanted(("sex", "region"))]))
    alike(local.stages, other.stages)
    alike(local.tables[Wanted(("sex", "region"))], other.tables[Wanted(("sex", "region"))])
    for name, groups in local.groups.items():
        alike(groups, other.groups[name])
    assert local.rows_used == other.rows_used > 0
