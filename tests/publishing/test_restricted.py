"""If these fail, a report for named recipients reaches others, or says what it must not."""

from __future__ import annotations

import ast
import json
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import toy_project as toy

from workbench.analyses.recruitment_funnel import Parameters, analyse, report
from workbench.disclosure import (
    Release,
    ReleasedCell,
    ReleasedCount,
    ReleasedNumber,
    release,
)
from workbench.parameters.root import INSTALLED
from workbench.presentation import action, cannot_tell, chart, coverage, section, summary, table
from workbench.publishing import publication
from workbench.publishing.library import rebuild
from workbench.publishing.places import Places
from workbench.publishing.plan import plan
from workbench.publishing.verification import counts, numbers

SHOWN = {
    "action": action,
    "cannot_tell": cannot_tell,
    "chart": chart,
    "coverage": coverage,
    "section": section,
}
SHOWN |= {"summary": summary, "table": table}
NOT_SAID = re.compile(r"(about|under|over|than|fewer|more|nearly|of|was|were|are) \[c\]", re.I)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Some 700 people of two regions, few of whom did not declare."""
    draw, many = np.random.default_rng(11), 700
    rows = pd.DataFrame({"application_id": [f"A{number}" for number in range(many)]})
    rows["sex"] = draw.choice(["Men", "Women", "Not declared"], many, p=[0.42, 0.54, 0.04])
    rows["disability"] = draw.choice(["Disabled", "Non-disabled"], many, p=[0.15, 0.85])
    rows["region"] = draw.choice(["North", "South"], many)
    passes = np.where(rows["sex"] == "Women", 0.35, 0.65)
    rows["sift"] = np.where(draw.random(many) < passes, "P", draw.choice(["F", "W"], many))
    later = draw.choice(["P", "F", "W"], many, p=[0.5, 0.4, 0.1])
    rows["offer"] = np.where(rows["sift"] == "P", later, "")
    path = tmp_path_factory.mktemp("restricted") / "applications.csv"
    rows.to_csv(path, index=False)
    told = {
        "analysis": "recruitment_funnel",
        "title": "Built",
        "data": str(path),
        "outcomes": {"passed": ["P"], "failed": ["F"], "withdrew": ["W"]},
        "stages": {"sift": {}, "offer": {}},
        "characteristics": {"sex": {}, "disability": {}},
        "strata": {"region": {"groups": ["North", "South"]}},
        "intersections": [["sex", "disability"]],
    }
    return analyse(Parameters.from_values(told, source="test"))


@pytest.fixture(scope="module")
def restricted(found) -> Release:
    return release(found, "restricted")


def read(released: Release) -> str:
    """Return all that the notebook shows of a release, in order."""
    notebook = json.loads((INSTALLED / "notebooks/recruitment_funnel.ipynb").read_text())
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    sources = ["".join(cell["source"]) for cell in cells]
    told = [
        # Nothing but the project's own calls, such as `summary.masthead(released)`.
        eval(text, {**SHOWN, "report": report, "released": released}).html
        for text in sources
        if "(released" in text and isinstance(ast.parse(text).body[0], ast.Expr)
    ]
    assert len(told) > 20
    return "\n".join(told)


def counts_of(released: Release) -> list[ReleasedCount]:
    cells = [cell for finding in released.findings for cell in finding.cells]
    return [count for cell in cells for count in cell.counts.values()]


def changed(released: Release, change: Callable[[ReleasedCell], ReleasedCell]) -> Release:
    findings = [
        replace(finding, cells=tuple(map(change, finding.cells))) for finding in released.findings
    ]
    return replace(released, findings=tuple(findings))


def test_a_restricted_report_reads_well(restricted):
    """Counts are exact, what is not shown says so, and no sentence counts what is not shown."""
    text = read(restricted)
    assert any(count.shown == "[c]" for count in counts_of(restricted))
    assert "Counts are exact." in text
    assert "[c] stands for a number that is not shown" in text
    assert "rounded to the nearest 5" not in text
    assert not NOT_SAID.findall(re.sub("<[^>]*>", " | ", text))
    assert not re.search(r"\bnan\b", text)
    captions = re.findall("<caption[^>]*>([^<]*)", text)
    assert all(caption.startswith("OFFICIAL-SENSITIVE: ") for caption in captions)


def test_an_open_report_says_nothing_of_what_is_withheld(found):
    """What stands as [c] may be many: not "fewer than 5", not "about"."""
    told = release(found, "open")

    def hide(cell: ReleasedCell) -> ReleasedCell:
        shown = {
            name: ReleasedCount(None, "[c]") if (count.value or 0) < 60 else count
            for name, count in cell.counts.items()
        }
        return replace(cell, counts=shown)

    text = read(changed(told, hide))
    assert not NOT_SAID.findall(re.sub("<[^>]*>", " | ", text))
    assert "are in no combination" not in text
    assert "[c] in the place of a count" in text


def problems(released: Release) -> str:
    return "; ".join([*counts.problems(released), *numbers.problems(released)])


def test_what_is_checked_before_publication_holds(restricted):
    assert problems(restricted) == ""


def compared(cell: ReleasedCell) -> bool:
    return (
        "passed" in cell.counts
        and bool(cell.characteristic)
        and cell.role == "declared"
        and cell.basis == "conditional"
    )


def with_counts(cell: ReleasedCell, **shown: int) -> ReleasedCell:
    told = {name: ReleasedCount(value, f"{value:,}") for name, value in shown.items()}
    return replace(cell, counts={**cell.counts, **told})


PLANTED: dict[str, Callable[[ReleasedCell], ReleasedCell]] = {
    "passed is small, and printed": lambda cell: with_counts(cell, passed=3, entered=60),
    "nobody or everybody passed": lambda cell: with_counts(cell, passed=60, entered=60),
    "a small count of those who did not": lambda cell: with_counts(cell, passed=58, entered=60),
    "selection_rate is of a count that is not shown": lambda cell: replace(
        cell,
        counts={name: ReleasedCount(None, "[c]") for name in cell.counts},
        numbers={"selection_rate": ReleasedNumber(0.41)},
    ),
    "selection_rate tells that nobody or everybody passed": lambda cell: replace(
        cell,
        counts={name: ReleasedCount(None, "[c]") for name in cell.counts},
        numbers={"selection_rate": ReleasedNumber(None, upper=0.0, method="bound")},
    ),
    "p-value is not that of the printed counts": lambda cell: replace(
        cell,
        counts={name: ReleasedCount(None, "[c]") for name in cell.counts},
        numbers={},
        p_value=0.5,
        family="drill-down",
    ),
    "has more figures than a model may": lambda cell: replace(
        cell, numbers={**cell.numbers, "adjusted_ratio": ReleasedNumber(0.8312)}
    ),
    "not printed as the policy": lambda cell: replace(
        cell, counts={**cell.counts, "passed": ReleasedCount(None, "<5")}
    ),
}


@pytest.mark.parametrize("said", PLANTED)
def test_what_must_not_be_said_is_seen(restricted, said):
    def change(cell: ReleasedCell) -> ReleasedCell:
        return PLANTED[said](cell) if compared(cell) else cell

    assert said in problems(changed(restricted, change))


FACTS = {
    "title": "For some",
    "policy": "restricted",
    "marking": "OFFICIAL-SENSITIVE",
    "data_source": "personal",
    "citation": None,
    "data_date": None,
    "headline": "Of every 100 there were 12.",
    "verdicts": {"cannot tell": 37},
    "run_time": "2026-04-03T09:00:00Z",
}


def test_only_its_owner_and_their_group_can_read_it(reports):
    places = Places(reports, "toy", "one")
    publication.publish(places, {"report.html": "x"}, FACTS)
    assert stat.S_IMODE(places.final.stat().st_mode) == 0o750
    for path in places.final.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_the_index_that_all_can_read_names_it_and_tells_nothing_of_it(reports):
    publication.publish(Places(reports, "toy", "one"), {"report.html": "x"}, FACTS)
    text = rebuild(reports).read_text()
    assert "For some" in text
    assert "For named recipients: only they can open it" in text
    assert "12" not in re.sub("<style>.*?</style>", "", text, flags=re.DOTALL)
    assert "37" not in re.sub("<style>.*?</style>", "", text, flags=re.DOTALL)


def test_a_parameter_file_may_ask_for_it(project: Path):
    path = toy.write_parameters(project)
    (run,), refused = plan([path], policy="restricted")
    assert not refused
    assert (run.name, run.parameters.policy) == ("one.restricted", "restricted")
