"""The page of a report with its signature, made new or made again from what was published."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbench.disclosure import Release
from workbench.publishing import html, manifest
from workbench.publishing.files import read_json
from workbench.publishing.places import Places
from workbench.publishing.plan import Run
from workbench.publishing.publication import publish
from workbench.publishing.quality.assurance import PAGE, Assurance, assurance_of, with_assurance
from workbench.publishing.quality.log import QualityLog
from workbench.publishing.release import read_release
from workbench.publishing.store.following import bring

WRITTEN_AS_TEXT = (".html", ".ipynb", ".json")
Content = str | bytes


def signed_page(
    notebook: Mapping[str, Any],
    release: Release,
    run: Run,
    *,
    outputs: Mapping[str, Content],
    facts: Mapping[str, Any],
    log: QualityLog | None,
) -> tuple[str, dict[str, Any]]:
    """Return the page and the manifest of a report whose other outputs are made.

    A signature is of those outputs and the manifest, never of the page that shows it: so the page
    can be made last.
    """
    hashes = {name: _sha256(content) for name, content in outputs.items()}
    told = with_assurance({**facts, "outputs": hashes}, log)
    return html.render(notebook, release, run, assurance_of(told)), told


def renew(places: Places, run: Run, log: QualityLog | None) -> Assurance:
    """Publish a report again, as it stands, with the log of now; nothing is run.

    Parameters
    ----------
    places : Places
        Of a report whose manifest verifies and whose lock the caller holds.
    run : Run
        What it was made from.
    log : QualityLog or None
        The log as it now stands.

    Returns
    -------
    Assurance
        What the page now says.
    """
    bring(places)
    facts = read_json(places.final / manifest.FILE) or {}
    names = [name for name in facts["outputs"] if name != PAGE]
    outputs = {name: _content(places.final / name) for name in names}
    notebook = _published_notebook(places.final)
    page, told = signed_page(
        notebook, read_release(notebook), run, outputs=outputs, facts=facts, log=log
    )
    publish(places, {PAGE: page, **outputs}, told)
    return assurance_of(told)


def _published_notebook(folder: Path) -> dict[str, Any]:
    """Return a published notebook as its execution left it: its sources in one piece."""
    notebook = read_json(folder / "notebook.ipynb") or {}
    cells = [{**cell, "source": "".join(cell["source"])} for cell in notebook["cells"]]
    return {**notebook, "cells": cells}


def _content(path: Path) -> Content:
    content = path.read_bytes()
    return content.decode() if path.suffix in WRITTEN_AS_TEXT else content


def _sha256(content: Content) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
