"""The committed notebooks, executed afresh on their own defaults."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import RunError
from workbench.parameters.root import root
from workbench.publishing.execution import check_complete
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
    # Imported late: the other commands have no use for it.
    import nbformat
    from nbclient import NotebookClient

    from workbench.publishing.release import check_shown, read_release

    before = notebook.read_text(encoding="utf-8")
    content = nbformat.reads(before, as_version=4)
    NotebookClient(
        content, kernel_name="python3", resources={"metadata": {"path": str(root())}}
    ).execute()
    check_complete(content)
    release = read_release(content)
    check_shown(content, release)
    if release.context.data_source == "personal":
        raise RunError(f"{notebook.name}: a committed notebook shows synthetic or published data.")
    after = to_text(tidy(content))
    notebook.write_text(after, encoding="utf-8")
    return after != before


def trust(notebook: Path) -> None:
    """Sign a committed notebook, so that JupyterLab shows its charts before it is run again."""
    import nbformat
    from nbformat.sign import NotebookNotary

    NotebookNotary().sign(nbformat.read(notebook, as_version=4))
