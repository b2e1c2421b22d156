"""Everything that is published beside the page, made of an executed notebook and its release."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.disclosure import Release
from workbench.publishing import findings_csv, record, spreadsheet
from workbench.publishing.files import to_json_lines
from workbench.publishing.plan import Run

FINDINGS, NOTEBOOK = "findings.json", "notebook.ipynb"


def outputs_of(notebook: Mapping[str, Any], release: Release, run: Run) -> dict[str, str | bytes]:
    """Return the content of each file by its name; the page, which shows a signature, comes last.

    Parameters
    ----------
    notebook : mapping
        Executed, or replayed from the release.
    release : Release
        The one in it.
    run : Run
        What was run.
    """
    return {
        FINDINGS: to_json_lines(release.records()),
        findings_csv.FILE: findings_csv.render(release),
        NOTEBOOK: record.clean(notebook, run),
        spreadsheet.FILE: spreadsheet.render(release),
    }
