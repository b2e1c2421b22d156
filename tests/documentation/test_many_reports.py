"""The page on many reports does what it says, for two regions of one campaign."""

from __future__ import annotations

import json
import re
from pathlib import Path

import page
import pytest

NAME = "docs/many_reports.md"
REGIONS = ("London", "Kent, Surrey and Sussex")
CAMPAIGN = "2023-03"


@pytest.fixture(scope="module")
def followed(tmp_path_factory) -> Path:
    """A project in which the page was followed in a smaller form."""
    folder = page.project(tmp_path_factory.mktemp("many"))
    for block in page.blocks(NAME):
        if block.language in ("yaml", "python"):
            page.write(folder / block.about, smaller(block.text))
    (commands,) = page.blocks(NAME, "sh")
    for line in commands.text.splitlines():
        if "synthesise" not in line or CAMPAIGN in line:
            page.run(line, folder)
    return folder


def smaller(text: str) -> str:
    text = re.sub(r"^CAMPAIGNS = .*$", f"CAMPAIGNS = {[CAMPAIGN]}", text, flags=re.MULTILINE)
    return re.sub(r"^REGIONS = \[.*?^\]$", f"REGIONS = {[*REGIONS]}", text, flags=re.M | re.S)


def test_every_parameter_file_has_its_report_of_its_region_alone(followed: Path):
    written = sorted((followed / "parameters/recruitment_funnel").glob("20*.yaml"))
    assert [path.stem for path in written] == [
        "2023-03-kent-surrey-and-sussex",
        "2023-03-london",
    ]
    applications = (followed / f"data/private/{CAMPAIGN}/applications.csv").read_text()
    index = (followed / "reports/index.html").read_text()
    for path, region in zip(written, sorted(REGIONS), strict=True):
        folder = followed / "reports/recruitment_funnel" / path.stem
        found = json.loads((folder / "findings.json").read_text())
        (counted,) = [one["value"] for one in found if one["group"] == "rows counted"]
        there = len(re.findall(f',"?{region}"?,', applications))
        assert abs(counted - there) < 5, "counts are rounded to 5"
        assert f"Intake {CAMPAIGN}, {region}" in index


def test_the_page_names_the_regions_that_there_are(followed: Path):
    named = {
        name
        for block in page.blocks(NAME, "python")
        for name in re.findall(r'"([A-Z][^"]+)"', block.text)
    }
    applications = (followed / f"data/private/{CAMPAIGN}/applications.csv").read_text()
    assert len(named) == 12
    assert all(f",{name}," in applications or f',"{name}",' in applications for name in named)
