"""The committed notebooks, executed afresh."""

from __future__ import annotations

import typer

from workbench.cli.console import plain_errors


def golden() -> None:
    """Execute the committed notebooks afresh on their synthetic defaults."""
    with plain_errors():
        from workbench.parameters.root import root
        from workbench.publishing.golden import refresh

        for notebook in sorted((root() / "notebooks").glob("*.ipynb")):
            typer.echo(f"{notebook.name}: {'changed' if refresh(notebook) else 'unchanged'}")
