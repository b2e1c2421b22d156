"""Pages as readers get them: of every analysis under every policy, the index, a signed report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from workbench.disclosure import Release, release
from workbench.parameters.root import INSTALLED
from workbench.publishing import discovery, failures, html, publication
from workbench.publishing.library import rebuild
from workbench.publishing.places import Places
from workbench.publishing.plan import Refusal, Run, plan
from workbench.publishing.quality.assurance import Assurance
from workbench.publishing.quality.log import QualityLog
from workbench.publishing.release import read_release

POLICIES = ("open", "restricted", "analyst")
SMALLER = {
    "attrition": "job-retention",
    "recruitment_funnel": "promotion",
    "role_evaluation": "regions",
}
"""A run that is quickly released, where there is one: protecting a whole intake takes a minute."""
SIGNED = "role_evaluation"
"""A signature adds the same section to the page of every analysis."""
LOG = {
    "commissioner": "Head of Inclusion",
    "analyst": "Analyst A",
    "assurer": "Analyst B",
    "approver": "Head of Analysis",
    "assumptions": [{"text": "All are in the file.", "owner": "Analyst A", "impact": "high"}],
    "checks": [
        {"what": "Totals.", "by": "Analyst B", "date": "2026-04-01", "outcome": "They agree."}
    ],
    "limitations": ["One campaign only."],
    "sign_off": {
        "approver": "Head of Analysis",
        "date": "2026-04-03",
        "statement": "Fit for circulation.",
        "manifest": "0" * 64,
    },
}


def golden(analysis: str) -> dict[str, Any]:
    """Return the committed notebook, executed on synthetic data."""
    notebook = json.loads((INSTALLED / "notebooks" / f"{analysis}.ipynb").read_text())
    cells = [{**cell, "source": "".join(cell["source"])} for cell in notebook["cells"]]
    return {**notebook, "cells": [{**cell, "outputs": _whole(cell)} for cell in cells]}


def _whole(cell: dict[str, Any]) -> list[dict[str, Any]]:
    """Put the lines that a notebook's file keeps apart into one text again."""
    return [
        output
        | {
            "data": {
                kind: "".join(text) if isinstance(text, list) else text
                for kind, text in output.get("data", {}).items()
            }
        }
        for output in cell.get("outputs", ())
    ]


def run_of(analysis: str, name: str = "synthetic") -> Run:
    path = INSTALLED / "parameters" / analysis / f"{name}.yaml"
    (run,), _ = plan([path])
    return run


def reports(analysis: str) -> dict[str, str]:
    """Return the page of an analysis under each policy, and one that is signed."""
    run, notebook = run_of(analysis), golden(analysis)
    shown = read_release(notebook)
    log = QualityLog.model_validate_json(json.dumps(LOG))
    made = {f"{analysis}, open": html.render(notebook, shown, run)}
    if analysis == SIGNED:
        made[f"{analysis}, signed"] = html.render(notebook, shown, run, Assurance("signed", log))
    run = run_of(analysis, SMALLER.get(analysis, "synthetic"))
    findings = discovery.load(analysis).analyse(run.parameters)
    for policy in POLICIES[1:]:
        told = release(findings, policy)
        made[f"{analysis}, {policy}"] = html.render(shown_again(notebook, told), told, run)
    return made


def shown_again(notebook: dict[str, Any], released: Release) -> dict[str, Any]:
    """Return a notebook whose cells show another release; they are run here, one by one."""
    space: dict[str, Any] = {"released": released}
    cells, number = [], 0
    for cell in notebook["cells"]:
        lines = cell["source"].strip().splitlines()
        outputs: list[dict[str, Any]] = []
        number += cell["cell_type"] == "code"
        if cell["cell_type"] == "code" and number == 2:
            exec("\n".join(line for line in lines if line.startswith(("from ", "import "))), space)
        elif cell["cell_type"] == "code" and number > 2:
            exec("\n".join(lines[:-1]), space)
            data, about = eval(lines[-1], space)._repr_mimebundle_()
            outputs = [{"output_type": "execute_result", "data": data, "metadata": about}]
        cells.append({**cell, "outputs": outputs})
    return {**notebook, "cells": cells}


def facts(**changes: Any) -> dict[str, Any]:
    known = {
        "title": "PQiP intake 13: who got through, and where",
        "policy": "open",
        "marking": "OFFICIAL",
        "data_source": "synthetic",
        "citation": None,
        "data_date": "2023-06-30",
        "headline": "Of every 100 Black applicants 11 started; of every 100 White applicants, 17.",
        "verdicts": {"evidence of a disparity": 2, "cannot tell": 3},
        "run_time": "2026-04-03T09:00:00Z",
    }
    return {**known, **changes}


def indexes(folder: Path) -> dict[str, str]:
    """Return the index of no report, and of good, restricted, published, failed and broken ones."""
    folder.mkdir()
    empty = rebuild(folder).read_text()
    told = {
        "recruitment_funnel/spring": facts(),
        "attrition/year": facts(title="Who leaves", run_time="2026-04-02T09:00:00Z"),
        "attrition/named": facts(policy="restricted", marking="OFFICIAL-SENSITIVE"),
        "recruitment_funnel/berkeley-1973": facts(data_source="published", citation="Bickel"),
        "recruitment_funnel/broken": facts(),
    }
    for label, one in told.items():
        places = Places(folder, *label.split("/"))
        publication.publish(places, {"report.html": one["title"]}, one)
    (folder / "recruitment_funnel/broken/manifest.json").write_text("{")
    path = INSTALLED / "parameters" / "attrition" / "synthetic.yaml"
    refusal = Refusal("attrition", "synthetic", path, "synthetic.yaml: unknown name 'titel'.")
    places = Places(folder, "attrition", "synthetic")
    failures.record(places, refusal, reason=refusal.reason, log=refusal.reason)
    return {"index, empty": empty, "index, of all kinds": rebuild(folder).read_text()}
