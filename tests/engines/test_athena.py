"""The SQL that Athena would be sent, as reviewed snapshots; it has never been run there.

`WORKBENCH_SNAPSHOTS=write` writes them anew: review what changed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import ibis
import pytest
from campaign import parameters
from forms import DATED, FRAME
from ibis.expr.types import Table
from staff_people import contract, drawn, written

from workbench.analyses.recruitment_funnel.counting import count_campaign
from workbench.counts import Wanted
from workbench.counts.staff import StaffWanted, count_staff
from workbench.records.engines import LocalEngine
from workbench.records.staff import check_staff, read_staff, with_months

HERE = Path(__file__).parent / "athena"
RISK = StaffWanted("risk", ("grade", "workload"), first=24242, last=24250, edges=(0, 12), folds=3)
STEPS = ("codes", "exits", "margins", "days", "months", "risk")


def campaign(folder: Path) -> None:
    FRAME.to_parquet(folder / "applications.parquet")
    asked = parameters(folder / "applications.parquet", **DATED)
    count_campaign(asked, [Wanted(("sex",), "days", "interview")])


def staff(folder: Path) -> None:
    of = contract(measured=contract().measured[:1])
    with read_staff(written(drawn(11, 40, of.snapshot), folder / "staff.csv"), of) as records:
        check_staff(records, of)
        months = with_months(records, of)
        count_staff(months, RISK, results=of.results, reasons=of.reason_names)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return each query of a small campaign and a small file of staff, by the step it is of."""
    found: dict[str, str] = {}
    keep, give = LocalEngine.keep, Table.to_pyarrow

    def kept(engine: LocalEngine, name: str, rows: Table) -> Table:
        found[name] = ibis.to_sql(rows, dialect="athena")
        return keep(engine, name, rows)

    def given(rows: Table, **options) -> object:
        found["+".join(rows.columns)] = ibis.to_sql(rows, dialect="athena")
        return give(rows, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LocalEngine, "keep", kept)
        patch.setattr(Table, "to_pyarrow", given)
        folder = tmp_path_factory.mktemp("athena")
        campaign(folder)
        staff(folder)
    return {
        "codes": found["record_rows"],
        "exits": found["applications"],
        "margins": found["characteristic+group+exit_stage+exit_outcome+exempted+people"],
        "days": found["sex+outcome+days+people"],
        "months": found["staff_months"],
        "risk": next(sql for name, sql in found.items() if "at_risk" in name),
    }


@pytest.mark.parametrize("step", STEPS)
def test_the_query_is_the_one_that_was_reviewed(step: str, asked: dict[str, str]):
    """Fails if an expression changes, or can no longer be compiled, for Athena."""
    path = HERE / f"{step}.sql"
    told = (
        re.sub(r'"(rows|temp)"\."main"\.', "", re.sub(r"ibis_read_\w+", "opened", asked[step]))
        + "\n"
    )
    if os.environ.get("WORKBENCH_SNAPSHOTS") == "write":
        HERE.mkdir(exist_ok=True)
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")
