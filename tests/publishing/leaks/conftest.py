from __future__ import annotations

import copy
import sys
from pathlib import Path

import pytest

from workbench.errors import RunError
from workbench.publishing import key, replay
from workbench.publishing.quality.assurance import PAGE
from workbench.publishing.verification import report

sys.path.insert(0, str(Path(__file__).parent))
import good_report


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """One small report, made once: its run, release, notebook, manifest and files."""
    root = good_report.make_project(tmp_path_factory.mktemp("small"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_ROOT", str(root))
        patch.setattr(key, "code_folders", lambda _: ())
        run, released, notebook = good_report.made(root)
        manifest, files = good_report.contents(run, released, notebook)
    return root, run, released, notebook, manifest, files


@pytest.fixture(autouse=True)
def _in_its_root(request, monkeypatch):
    """Let each test, and none after it, find the project of the report."""
    if "published" in request.fixturenames:
        root = request.getfixturevalue("published")[0]
        monkeypatch.setenv("WORKBENCH_ROOT", str(root))
        monkeypatch.setattr(key, "code_folders", lambda _: ())


@pytest.fixture
def replayed_before(published, monkeypatch):
    """Answer a replay of the good release, and what is made of it, at once; of no other."""
    _, _, released, notebook, _, files = published

    def again(_run, release):
        if release != released:
            raise RunError("another release")
        return copy.deepcopy(notebook)

    def outputs_of(_notebook, release, _run):
        assert release == released
        return {name: data for name, data in files.items() if name != PAGE}

    monkeypatch.setattr(replay, "again", again)
    monkeypatch.setattr(report, "outputs_of", outputs_of)
