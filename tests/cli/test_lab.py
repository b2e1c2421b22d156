"""JupyterLab opens at the first notebook, asks nothing, and leaves the user's settings alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from workbench.parameters.root import INSTALLED

lab = import_module("workbench.cli.lab")
ASK = """
import json, sys
from jupyterlab_server.config import get_page_config
from jupyterlab_server.settings_utils import _get_overrides
paths = [p + "/labconfig" for p in __import__("jupyter_core.paths").paths.jupyter_config_path()]
told = {"overrides": _get_overrides(sys.argv[1])[0]}
told["off"] = get_page_config([], app_settings_dir=sys.argv[1])["disabledExtensions"]
print(json.dumps(told))
"""


def test_it_opens_at_the_first_notebook(tmp_path: Path):
    assert f"--LabApp.default_url=/lab/tree/{lab.START}" in lab.arguments(INSTALLED)
    assert not any("default_url" in word for word in lab.arguments(tmp_path))


def test_the_projects_settings_go_before_others_of_the_machine():
    known = {"JUPYTER_CONFIG_PATH": "/a"}
    found = lab.environment(Path("/p"), known)["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert found == [str(lab.SETTINGS), "/a"]
    assert lab.environment(Path("/p"), {})["JUPYTER_CONFIG_PATH"] == str(lab.SETTINGS)


def test_jupyterlab_reads_the_settings(tmp_path: Path):
    own = {"HOME": str(tmp_path), **lab.environment(tmp_path, {})}
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(tmp_path)],
        env={**os.environ, **own}, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    told = json.loads(done.stdout)
    news = told["overrides"]["@jupyterlab/apputils-extension:notification"]
    assert news == {"fetchNews": "false", "checkForUpdates": False}
    assert "@jupyterlab/apputils-extension:announcements" in json.dumps(told["off"])


def test_the_first_layout_is_laid_once(tmp_path: Path):
    lab.remember_layout(tmp_path)
    (kept,) = (tmp_path / ".jupyterlab" / "workspaces").iterdir()
    layout = json.loads(kept.read_text())["data"]["layout-restorer:data"]
    assert layout["left"]["current"] == "@jupyterlab/toc:plugin"
    assert layout["main"]["current"] == f"notebook:{lab.START}"
    assert (tmp_path / ".jupyterlab" / ".gitignore").read_text() == "*\n"
    kept.write_text("mine")
    lab.remember_layout(tmp_path)
    assert kept.read_text() == "mine"


def test_jupyterlab_keeps_its_default_layout_under_that_name(tmp_path: Path):
    from jupyterlab_server.workspaces_handler import WorkspacesManager

    lab.remember_layout(tmp_path)
    folder = tmp_path / ".jupyterlab" / "workspaces"
    assert "layout-restorer:data" in WorkspacesManager(str(folder)).load("default")["data"]


def test_it_takes_the_place_of_the_command(monkeypatch, tmp_path: Path):
    called: list[list[str]] = []
    (tmp_path / "notebooks").mkdir()
    monkeypatch.setenv("WORKBENCH_ROOT", str(tmp_path))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/a")
    monkeypatch.setenv("JUPYTERLAB_WORKSPACES_DIR", "/b")
    monkeypatch.setattr(os, "execv", lambda _, words: called.append(words))
    lab.lab()
    assert called[0][1:3] == ["-m", "jupyterlab"]
    assert os.environ["JUPYTERLAB_WORKSPACES_DIR"].startswith(str(tmp_path))
    with pytest.raises(StopIteration):
        next(tmp_path.glob("notebooks/*"))
