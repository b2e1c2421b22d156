"""JupyterLab on the notebooks, as the project sets it up, beside the user's own settings."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

SETTINGS = Path(__file__).with_name("jupyterlab")
KEPT = ".jupyterlab"
"""A folder of the project's for what JupyterLab remembers of it; git ignores it."""
START = "notebooks/start.ipynb"


def lab() -> None:
    """Open JupyterLab on the notebooks."""
    from workbench.parameters.root import root
    from workbench.publishing.golden import trust

    top = root()
    for notebook in sorted((top / "notebooks").rglob("*.ipynb")):
        trust(notebook)
    remember_layout(top)
    os.environ |= environment(top, os.environ)
    words = [sys.executable, "-m", "jupyterlab", *arguments(top)]
    os.execv(sys.executable, words)  # noqa: S606


def arguments(top: Path) -> list[str]:
    """Return the words that start JupyterLab in a project's root, at its first notebook."""
    words = [f"--ServerApp.root_dir={top}", f"--ServerApp.preferred_dir={top / 'notebooks'}"]
    if (top / START).is_file():
        words.append(f"--LabApp.default_url=/lab/tree/{START}")
    return words


def environment(top: Path, known: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that add the project's defaults to the user's own settings.

    The settings of the user win over them, and no file of the user is written. The layout of
    windows is kept with the project, so that what is open elsewhere does not open here.
    """
    paths = [str(SETTINGS), *filter(None, [known.get("JUPYTER_CONFIG_PATH")])]
    return {
        "JUPYTER_CONFIG_PATH": os.pathsep.join(paths),
        "JUPYTERLAB_WORKSPACES_DIR": str(top / KEPT / "workspaces"),
    }


def remember_layout(top: Path) -> None:
    """Lay the windows out for the first time: contents at the side, the first notebook open.

    A layout that is there already is the user's, and stays.
    """
    folder = top / KEPT / "workspaces"
    folder.mkdir(parents=True, exist_ok=True)
    (top / KEPT / ".gitignore").write_text("*\n", encoding="utf-8")
    if not any(folder.iterdir()):
        shutil.copyfile(SETTINGS / "workspace.json", folder / _name())


def _name() -> str:
    """Return the name under which JupyterLab keeps its default layout."""
    from jupyterlab_server.workspaces_handler import WORKSPACE_EXTENSION, slugify

    return slugify("default") + WORKSPACE_EXTENSION
