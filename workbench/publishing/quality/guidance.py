"""What `workbench quality` tells: the state of a report, a log to fill in, lines to sign with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from workbench.errors import RunError
from workbench.parameters import AnalysisParameters
from workbench.parameters.root import root
from workbench.publishing import manifest
from workbench.publishing.files import read_json
from workbench.publishing.key import fingerprint
from workbench.publishing.places import Places
from workbench.publishing.plan import Run, parameter_files
from workbench.publishing.quality.assurance import FIELD, says_other
from workbench.publishing.quality.log import SUFFIX, is_log, log_file, read_log
from workbench.publishing.secret import secret_of

TEMPLATE = """\
# Quality assurance of {label}. Everything here is published with the report: write names
# of roles or people, and no counts. The analyst can be neither assurer nor approver.
commissioner:
analyst:
assurer:
approver:
assumptions:
  - text:
    owner:
    impact:   # low, medium or high
checks:
  - what:
    by:
    date:     # such as 2023-06-30
    outcome:
limitations: []
# When it is filled in, run the report, read it, and ask `workbench quality` again: it then
# prints the lines for the approver to add.
"""
SIGN_OFF = """\
# For the approver of {label}, who has read the report: these lines at the end of {file}.
sign_off:
  approver: {approver}
  date:       # such as 2023-06-30
  statement:
  manifest: "{hash}"
"""


@dataclass(frozen=True, slots=True)
class Guidance:
    """One sentence on where a report stands, and YAML to go on with."""

    state: str
    yaml: str


def guidance(run: Run, reports: Path) -> Guidance:
    """Say where the quality assurance of a run stands and what to write next; writes nothing.

    Raises
    ------
    ParameterError
        If the log cannot be used as it stands.
    RunError
        If there is a log, but no report in place that was made of it and of all else as it is now.
    """
    file = log_file(run)
    # A shell makes the file that this is written to before the command begins.
    log = None if file.is_file() and not file.stat().st_size else read_log(run)
    if log is None:
        return Guidance(
            f"{run.label}: draft. There is no {file.name}; what follows is one to fill in.",
            TEMPLATE.format(label=run.label),
        )
    facts = _facts_in_place(run, reports)
    if says_other(facts, log):
        raise RunError(
            f"{run.label}: {file.name} was changed after the report was published. Run it again "
            "first: a signature is of the report with its log."
        )
    told = facts[FIELD]
    if told["state"] == "signed":
        return Guidance(f"{run.label}: signed.", "")
    approver = json.dumps(log.approver, ensure_ascii=False)
    return Guidance(
        f"{run.label}: {told['state']}.",
        SIGN_OFF.format(label=run.label, file=file.name, approver=approver, hash=told["to_sign"]),
    )


def strays() -> Iterator[str]:
    """Yield a sentence on each log under parameters/ that belongs to no run."""
    folder = root() / "parameters"
    runs = {(path.parent, path.stem) for path in parameter_files()}
    policies = get_args(AnalysisParameters.model_fields["policy"].annotation)
    named = {(place, f"{stem}.{policy}") for place, stem in runs for policy in policies}
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or not is_log(path):
            continue
        name = path.name[: -len(".qa") - len(path.suffix)]
        if (path.parent, name) not in runs | named:
            yield (
                f"{path.name}: no parameter file makes the run '{path.parent.name}/{name}', so "
                f"nothing is signed by it. Call it RUN{SUFFIX} after its run, or take it away."
            )


def _facts_in_place(run: Run, reports: Path) -> dict[str, Any]:
    folder = Places(reports, run.analysis, run.name).final
    facts = read_json(folder / manifest.FILE) if manifest.verifies(folder) else None
    if facts is None:
        raise RunError(f"{run.label}: there is no report to sign yet. Run it first.")
    if facts.get("key") != fingerprint(run, secret=secret_of(run, reports)).key:
        raise RunError(
            f"{run.label}: the data, parameters or code changed after the report was made. Run it "
            "again first."
        )
    return facts
