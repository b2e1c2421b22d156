"""Spark Connect: a client without Java has a server count what is counted here."""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from workbench.analyses.recruitment_funnel import Parameters
from workbench.analyses.recruitment_funnel.counting import Wanted, count_campaign
from workbench.errors import DataError
from workbench.parameters import Reading
from workbench.parameters.root import INSTALLED
from workbench.records.engines import session
from workbench.records.opening import open_files

SECONDS = 60
"""A server takes some ten to begin."""
WANTED = (Wanted(("sex", "ethnicity")), Wanted(("sex",), "days", "sift"))


def counted(engine: str) -> list[pd.DataFrame]:
    """Return tables of the committed campaign."""
    known = Parameters.from_file(INSTALLED / "parameters/recruitment_funnel/synthetic.yaml")
    campaign = known.model_copy(update={"reading": Reading(engine=engine)})
    found = count_campaign(campaign, WANTED)
    return [found.stages, *found.tables.values()]


@pytest.fixture(scope="module")
def server(installed: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: ARG001
    """Start a server of Spark Connect that this machine alone can reach."""
    import pyspark

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": str(port),
    }
    words = [Path(pyspark.__file__).parent / "bin/spark-submit", "--master", "local[2]"]
    words += ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer"]
    words += [word for one in settings.items() for word in ("--conf", "=".join(one))]
    folder = tmp_path_factory.mktemp("server")
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([*words, "spark-internal"], cwd=folder, stdout=log, stderr=log)
        try:
            wait_for(port, process)
            yield f"sc://127.0.0.1:{port}/;user_id=tester"
        finally:
            process.terminate()
            process.wait(SECONDS)


def wait_for(port: int, process: subprocess.Popen) -> None:
    """Wait until somebody answers."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the server of Spark Connect did not begin")


@pytest.mark.usefixtures("installed")
def test_a_server_counts_what_is_counted_here(server: str, tmp_path: Path):
    """Or a client would need Java, or warn in a notebook, or count otherwise."""
    own = {"WORKBENCH_SPARK": server, "WORKBENCH_SCRATCH": str(tmp_path), "PATH": "/nowhere"}
    there = {name: value for name, value in os.environ.items() if name != "JAVA_HOME"} | own
    done = subprocess.run([sys.executable, __file__], env=there, cwd=tmp_path, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    due, found = counted("duckdb"), pickle.loads(done.stdout)
    assert len(found) == len(due)
    for one, other in zip(due, found, strict=True):
        pd.testing.assert_frame_equal(one, other, check_exact=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("where", ["sc://127.0.0.1:1/;token=abc", "sc://127.0.0.1:port/;token=abc"])
def test_a_server_that_is_not_there_is_told_at_once(where: str, tmp_path: Path, monkeypatch):
    """The client tries for ten minutes; and its message would hold the token."""
    monkeypatch.setenv(session.WHERE, where)
    monkeypatch.setenv("WORKBENCH_SCRATCH", str(tmp_path))
    unbegun = session.running_session.__wrapped__
    monkeypatch.setattr("workbench.records.engines.spark.running_session", unbegun)
    (tmp_path / "a.csv").write_text("sex\nMen\n")
    began = time.monotonic()
    opening = open_files(tmp_path / "a.csv", ("sex",), Reading(engine="spark"))
    with pytest.raises(DataError, match=r"had at sc://127\.0\.0\.1:\w+\. Check"), opening:
        pass
    assert time.monotonic() - began < session.PATIENCE + SECONDS


if __name__ == "__main__":
    sys.stdout.buffer.write(pickle.dumps(counted("spark")))
