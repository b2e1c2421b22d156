"""What a worker loads first so that the toy is its one analysis, as in `toy_command`."""

from __future__ import annotations

import os
from pathlib import Path


def dask_setup(_: object) -> None:
    """Look for analyses and their code in the toy project."""
    import workbench.analyses
    from workbench.publishing import key

    folder = Path(os.environ["WORKBENCH_ROOT"]) / "analyses"
    workbench.analyses.__path__ = [str(folder)]
    key.code_folders = lambda _: (folder,)
