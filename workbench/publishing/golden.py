"""The committed notebooks, executed afresh on their own defaults."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from workbench.errors import RunError
from workbench.parameters.root import root
from workbench.publishing import discovery
from workbench.publishing.execution import check_complete, outputs
from workbench.publishing.imported import imported
from workbench.publishing.kernels import QUIET, Kernels
from workbench.publishing.record import tidy, to_text


def refresh(notebook: Path) -> bool:
    """Execute a notebook as it stands and keep its outputs in place.

    Parameters
    ----------
    notebook : Path
        Its defaults must run on synthetic or published data.

    Returns
    -------
    bool
        Whether anything in the file changed.

    Raises
    ------
    RunError
        If a cell failed or wrote to a stream; the file stays as it was.
    """
    before = notebook.read_text(encoding="utf-8")
    content = imported("nbformat").reads(before, as_version=4)
    _execute(content)
    check_complete(content)
    if notebook.stem in discovery.names():
        _check_release(notebook.name, content)
    else:
        _check_no_data(notebook.name, content)
    after = to_text(tidy(content))
    notebook.write_text(after, encoding="utf-8")
    return after != before


def _execute(content: Any) -> None:
    """Run every cell in the kind of kernel that reports are made in."""
    from nbclient import NotebookClient

    with TemporaryDirectory() as folder:
        kernels = Kernels(Path(folder))
        try:
            NotebookClient(
                content,
                kernel_manager_class=kernels.manager(),
                resources={"metadata": {"path": str(root())}},
                extra_arguments=list(QUIET),
            ).execute()
        finally:
            kernels.kill()


def _check_release(name: str, content: Mapping[str, Any]) -> None:
    from workbench.publishing.release import check_shown, read_release

    release = read_release(content)
    check_shown(content, release)
    if release.context.data_source == "personal":
        raise RunError(f"{name}: a committed notebook shows synthetic or published data.")


def _check_no_data(name: str, content: Mapping[str, Any]) -> None:
    """Refuse a notebook of no analysis that shows anything drawn from data."""
    for number, output in outputs(content):
        if output.get("metadata", {}).get("workbench") != {"findings": []}:
            raise RunError(
                f"{name}: code cell {number} shows data. Only the notebook of an analysis may."
            )


def trust(notebook: Path) -> None:
    """Sign a committed notebook, so that JupyterLab shows its charts before it is run again."""
    nbformat = imported("nbformat")
    from nbformat.sign import NotebookNotary

    NotebookNotary().sign(nbformat.read(notebook, as_version=4))
