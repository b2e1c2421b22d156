"""The folder of a report: every file that its manifest names, as it was, and no other."""

from __future__ import annotations

import hashlib

from workbench.publishing.verification.report import Report


def problems(report: Report) -> list[str]:
    """Name every file that is missing, changed or not named in the manifest."""
    outputs = report.manifest["outputs"]
    found = [f"{name} is missing" for name in outputs if name not in report.contents]
    found += [f"{name} is not named in the manifest" for name in report.strange]
    for name, content in report.contents.items():
        if name not in outputs:
            found.append(f"{name} is not named in the manifest")
        elif hashlib.sha256(content).hexdigest() != outputs[name]:
            found.append(f"{name} is not as it was published: its hash is another")
    return found
