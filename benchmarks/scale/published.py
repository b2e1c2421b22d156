"""The same reports made by the command, in a folder that is gone afterwards."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from benchmarks.fan_out.tree import Cost, cost
from benchmarks.scale import attrition_report, recruitment_report


def published(data: Path, kind: str, policy: str) -> Cost:
    """Run the command on a file of applications, spells or months; return what it cost."""
    given = (
        recruitment_report.parameters(data)
        if kind == "applications"
        else attrition_report.parameters(data, kind)
    )
    values = given.model_copy(update={"policy": policy}).model_dump(mode="json")
    with TemporaryDirectory() as name:
        file = Path(name) / "parameters" / given.analysis / "large.yaml"
        file.parent.mkdir(parents=True)
        file.write_text(yaml.safe_dump(values, sort_keys=False), encoding="utf-8")
        reports = str(Path(name) / "reports")
        done = cost(("-m", "workbench.cli", "run", str(file), "--reports", reports))
        if done.code:
            raise SystemExit(f"The command ended with {done.code}.")
        return done
