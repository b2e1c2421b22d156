"""If these fail, memory grows with the rows of a file until a large one does not fit."""

from __future__ import annotations

from pathlib import Path

import pytest
from ibis.expr.types import Table

from workbench.analyses import attrition, recruitment_funnel
from workbench.analyses.attrition.contract import contract_of as staff_contract
from workbench.analyses.recruitment_funnel.contract import contract_of
from workbench.parameters.root import INSTALLED
from workbench.records import read, with_exits
from workbench.records.staff import read_staff, with_months
from workbench.synthetic.files import write_parquet


def in_memory(table: Table) -> int:
    """Return the bytes of tables that the engine of this one cannot put on disk and forget."""
    engine = table.get_backend()
    # Small tables wait in memory for the next time that the file is brought up to date.
    engine.raw_sql("CHECKPOINT")
    held = engine.raw_sql(
        "SELECT memory_usage_bytes + temporary_storage_bytes FROM duckdb_memory() "
        "WHERE tag = 'IN_MEMORY_TABLE'"
    )
    return int(held.fetchone()[0])


@pytest.fixture(autouse=True)
def _limited(monkeypatch: pytest.MonkeyPatch):
    """Rows go to disk where memory is limited, and only there."""
    monkeypatch.setenv("WORKBENCH_MEMORY", "2GB")


@pytest.fixture
def campaign(tmp_path: Path) -> recruitment_funnel.Parameters:
    path = tmp_path / "applications.parquet"
    write_parquet(recruitment_funnel.synthesise(size=2_000).tables["applications"], path)
    known = INSTALLED / "parameters/recruitment_funnel/synthetic.yaml"
    parameters = recruitment_funnel.Parameters.from_file(known)
    return parameters.model_copy(update={"data": str(path)})


def test_the_engine_tells_of_a_table_in_memory(campaign: recruitment_funnel.Parameters):
    """Else the other tests could not fail."""
    with read(campaign.data_path, contract_of(campaign)) as records:
        records.table.get_backend().create_table("held", obj=records.table, temp=True)
        assert in_memory(records.table) > 0


def test_applications_are_kept_on_disk(campaign: recruitment_funnel.Parameters):
    contract = contract_of(campaign)
    with read(campaign.data_path, contract) as records:
        applications = with_exits(records, contract)
        assert applications.count().to_pyarrow().as_py() == 2_000
        assert in_memory(applications) == 0


def test_months_of_staff_are_kept_on_disk(tmp_path: Path):
    path = tmp_path / "staff.parquet"
    write_parquet(attrition.synthesise(size=200).tables["staff"], path)
    known = attrition.Parameters.from_file(INSTALLED / "parameters/attrition/synthetic.yaml")
    contract = staff_contract(known.model_copy(update={"data": str(path)}))
    with read_staff(path, contract) as records:
        months = with_months(records, contract)
        assert months.count().to_pyarrow().as_py() > 200
        assert in_memory(months) == 0
