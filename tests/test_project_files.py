"""Files that are made from others say the same as those."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.parameters.root import INSTALLED


def test_environment_yml_follows_pyproject(tmp_path: Path):
    program = Path(sys.executable).with_name("pyproject2conda")
    assert program.exists(), "pyproject2conda is a development dependency"
    assert shutil.which("make")
    made = tmp_path / "environment.yml"
    marker = INSTALLED / ".venv" / ".ready"
    if not marker.exists():
        pytest.fail("run the tests with `make test`, which sets the environment up")
    subprocess.run(
        [
            "make",
            "--silent",
            "--assume-old",
            str(marker.relative_to(INSTALLED)),
            "environment",
            f"ENVIRONMENT={made}",
        ],
        cwd=INSTALLED,
        check=True,
    )
    assert made.read_text() == (INSTALLED / "environment.yml").read_text()


def test_the_lock_covers_every_dependency_and_holds_no_address():
    lock = (INSTALLED / "requirements.lock").read_text()
    project = (INSTALLED / "pyproject.toml").read_text()
    listed = re.findall(r'^    "([a-z0-9_-]+)(?:\[[a-z]+\])?[<>=]', project, flags=re.MULTILINE)
    assert len(listed) > 20
    for name in listed:
        assert re.search(rf"^{re.escape(name)}==", lock, flags=re.MULTILINE), name
    assert "://" not in lock
    pinned = re.findall(r"^[a-z0-9].*==", lock, flags=re.MULTILINE)
    assert lock.count("--hash=sha256:") >= len(pinned)


# Two of these ways pass through calls that pandas and DuckDB call deprecated; we use neither.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_ibis_and_duckdb_still_fit_together():
    """A canary for the pins: sql, to_pyarrow_batches, create_table and memtable."""
    import ibis

    connection = ibis.duckdb.connect()
    table = connection.create_table("t", obj=ibis.memtable({"a": [1, 2]}), temp=True)
    assert connection.sql("SELECT sum(a) AS a FROM t").to_pyarrow().to_pylist() == [{"a": 3}]
    assert sum(batch.num_rows for batch in table.to_pyarrow_batches()) == 2
    connection.disconnect()


def test_a_file_stays_in_one_process(request):
    """Fails where xdist does not see the groups: every process would make what files share."""
    if not hasattr(request.config, "workerinput"):
        pytest.skip("the tests run in one process")
    assert request.node.nodeid.endswith("@tests/test_project_files.py")
