"""What the engine writes down goes when it ends; a copy left of somebody's data would be a leak."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from workbench.records.engines import HELD, PREFIX, local_engine, sweep_abandoned

HOLD = """
import sys
from workbench.records.engines import local_engine

with local_engine() as engine:
    (engine.folder / "copy").write_text("somebody")
    print(engine.folder, flush=True)
    sys.stdin.read()
"""


def test_its_folder_is_private_and_gone_at_the_end(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with local_engine() as engine:
        assert engine.folder.parent == tmp_path
        assert engine.folder.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_goes_with_the_next(tmp_path: Path, monkeypatch):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD],
        env=os.environ | {"TMPDIR": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout
        folder = Path(process.stdout.readline().strip())
        sweep_abandoned(tmp_path)
        assert (folder / "copy").is_file(), "one that is in use stays"
        process.send_signal(signal.SIGKILL)
    assert (folder / "copy").is_file()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with local_engine() as engine:
        assert list(tmp_path.iterdir()) == [engine.folder]


def test_what_others_keep_there_stays(tmp_path: Path):
    for name, held in (("a", None), ("b", "")):
        (tmp_path / f"{PREFIX}{name}").mkdir()
        if held is not None:
            (tmp_path / f"{PREFIX}{name}" / HELD).write_text(held)
    (tmp_path / f"{PREFIX}link").symlink_to(tmp_path / f"{PREFIX}b")
    (tmp_path / f"{PREFIX}file").write_text("mine")
    before = sorted(tmp_path.iterdir())
    sweep_abandoned(tmp_path)
    assert sorted(tmp_path.iterdir()) == before


def test_a_slow_query_draws_no_bar():
    """In a notebook it would stand in the report of whoever runs it on a busy machine."""
    with local_engine() as engine:
        told = engine.backend.raw_sql("SELECT current_setting('enable_progress_bar')").fetchone()
        assert told == (False,)
