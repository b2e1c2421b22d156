"""The first pages, and the page for after a campaign, do what they say when they are followed."""

from __future__ import annotations

import json
from pathlib import Path

import page
import pytest


@pytest.fixture(scope="module")
def followed(tmp_path_factory) -> Path:
    """A project in which a new user followed the first pages, one after the other."""
    folder = page.project(tmp_path_factory.mktemp("new"))
    for name in ("campaign", "staff", "roll_out"):
        page.follow(f"docs/start/{name}.md", folder)
    return folder / "reports"


def records(folder: Path) -> list[dict]:
    return json.loads((folder / "findings.json").read_text())


def manifest(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text())


def test_your_own_campaign(followed: Path):
    folder = followed / "recruitment_funnel/spring"
    assert "SYNTHETIC DATA" in (folder / "report.html").read_text()
    (rate,) = [
        record["value"]
        for record in records(folder)
        if (record["measure"], record["group"], record["stage"])
        == ("selection_rate", "Black", "online_test")
        and record["basis"] == "conditional"
        and record["stratum"] in (None, "")
    ]
    assert rate < 0.7
    assert manifest(folder)["rows_read"]["value"] == 3000


def test_your_own_staff_file(followed: Path):
    text = (followed / "attrition/ours/report.html").read_text()
    assert "SYNTHETIC DATA" in text
    assert "Leaving is highest in" in text


def test_your_own_roll_out(followed: Path):
    text = (followed / "role_evaluation/ours/report.html").read_text()
    assert "Evidence of a change in time on administration" in text


def test_after_each_campaign(followed: Path):
    project = followed.parent
    page.follow("docs/after_each_campaign.md", project)
    folder = followed / "recruitment_funnel/autumn"
    text = (folder / "report.html").read_text()
    assert "Quality assured: approved by Head of Analysis" in text
    assert "DRAFT" not in text
    assert manifest(folder)["policy"] == "open"
    inside = project / "data/private/reports/recruitment_funnel/autumn"
    assert manifest(inside)["policy"] == "analyst"
    assert "NOT FOR RELEASE" in (inside / "report.html").read_text()
