from __future__ import annotations

import sys
from pathlib import Path

import pytest

import workbench.analyses
from workbench.publishing import key

sys.path.insert(0, str(Path(__file__).parent))
import toy_project as toy


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project root of its own, whose one analysis is the toy."""
    root = toy.make_project(tmp_path_factory.mktemp("project"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_ROOT", str(root))
        patch.setattr(workbench.analyses, "__path__", [str(root / "analyses")])
        patch.setattr(key, "code_folders", lambda _: (root / "analyses",))
        yield root
    sys.modules.pop("workbench.analyses.toy", None)
    vars(workbench.analyses).pop("toy", None)


@pytest.fixture
def reports(tmp_path):
    """A folder for reports."""
    return tmp_path / "reports"


@pytest.fixture(autouse=True)
def _clean_parameters(request):
    """Leave no parameter file to the next test of a module."""
    yield
    if "project" in request.fixturenames:
        for path in (request.getfixturevalue("project") / "parameters/toy").iterdir():
            path.unlink()
