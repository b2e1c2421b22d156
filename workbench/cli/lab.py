"""JupyterLab on the notebooks."""

from __future__ import annotations

import os
import sys


def lab() -> None:
    """Open JupyterLab on the notebooks."""
    from workbench.parameters.root import root
    from workbench.publishing.golden import trust

    top = root()
    for notebook in sorted((top / "notebooks").glob("*.ipynb")):
        trust(notebook)
    words = [f"--ServerApp.root_dir={top}", f"--ServerApp.preferred_dir={top / 'notebooks'}"]
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *words])  # noqa: S606
