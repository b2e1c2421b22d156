"""A report of two characteristics and a region at one stage, tied to people by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.findings import Context, Finding, Findings
from workbench.findings.finding import KEYS
from workbench.findings.tally import People, Ties, tally

DIMENSIONS = {"sex": ("Men", "Women"), "age": ("Under 30", "30 and over")}
EVENTS = ("passed", "failed")
CONTEXT = Context(
    "test", "A test", "synthetic", dimensions=DIMENSIONS, titles={"sex": "Sex", "age": "Age"}
)
PEOPLE = People(DIMENSIONS, EVENTS)


def told(finding, keys, name, _context):
    """Return whom a count counts."""
    group = keys["group"]
    if finding == "both":
        who = dict(zip(DIMENSIONS, group.split(" × "), strict=True))
    else:
        who = {finding: group} if finding in DIMENSIONS else {}
    return tally(who, EVENTS if name == "entered" else ["passed"])


TIES = Ties(lambda _context: PEOPLE, told)


def report(people: np.ndarray, ties: Ties | None = TIES) -> Findings:
    """Return findings of people by sex, age and event."""
    people = np.asarray(people)
    findings = [
        _finding("sex", DIMENSIONS["sex"], people.sum(axis=1)),
        _finding("age", DIMENSIONS["age"], people.sum(axis=0)),
        _finding("", ("everyone",), people.sum(axis=(0, 1))[None]),
        _finding(
            "both",
            [f"{sex} × {age}" for sex in DIMENSIONS["sex"] for age in DIMENSIONS["age"]],
            people.reshape(4, 2),
        ),
    ]
    return Findings(CONTEXT, tuple(findings), ties)


def _finding(name: str, groups, counts: np.ndarray) -> Finding:
    blank = dict.fromkeys(KEYS, "") | {"role": "all", "family": None, "characteristic": name}
    rows = [
        blank | {"group": group, "passed": int(passed), "entered": int(passed + failed)}
        for group, (passed, failed) in zip(groups, counts, strict=True)
    ]
    return Finding(name or "campaign", "toy", "Toy", pd.DataFrame(rows))
