"""What the pages say of files, links, commands and parameters is so."""

from __future__ import annotations

import re
from pathlib import Path

import page
import pytest
import yaml
from typer.testing import CliRunner

from workbench.cli import app
from workbench.parameters.root import INSTALLED
from workbench.parameters.yaml_file import parse
from workbench.publishing import discovery

PAGES = sorted(
    str(path.relative_to(INSTALLED))
    for path in [*INSTALLED.glob("*.md"), *(INSTALLED / "docs").rglob("*.md")]
)
STARTS = [name for name in PAGES if name.startswith("docs/start/")]
OPERATIONS = ("Dockerfile", "docs/job.yaml", "docs/operations.md")


def anchors(text: str) -> set[str]:
    """Return the anchors that a page's headings have where Markdown is shown."""
    headings = re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str):
    text = re.sub(r"```.*?```", "", (INSTALLED / name).read_text(), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        file = (INSTALLED / name).parent / path if path else INSTALLED / name
        assert file.exists(), target
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file.read_text()), target


def test_every_page_can_be_reached_from_the_readme():
    seen, ahead = set(), ["README.md"]
    while ahead:
        name = ahead.pop()
        seen.add(name)
        text = (INSTALLED / name).read_text()
        for target in re.findall(r"\]\(([^)\s#]+\.md)[)#]", text):
            if "://" not in target:
                file = ((INSTALLED / name).parent / target).resolve()
                ahead += {str(file.relative_to(INSTALLED))} - seen
    assert set(PAGES) - seen == set()


def test_the_readmes_first_commands_are_the_makefiles():
    first = page.blocks("README.md", "sh")[0].text
    assert [line.split(" #")[0].strip() for line in first.splitlines()] == [
        "make report",
        "make test",
    ]
    makefile = (INSTALLED / "Makefile").read_text()
    for target in re.findall(r"`make ([a-z]+)`", (INSTALLED / "README.md").read_text()):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target


@pytest.mark.parametrize(
    "block",
    [block for name in STARTS for block in page.blocks(name, "yaml") if "lines" not in block.about],
    ids=lambda block: block.text[:40],
)
def test_parameters_of_the_first_pages_are_accepted(block: page.Block):
    """A block is of recruitment unless it names its analysis."""
    needed = {"analysis": "recruitment_funnel", "title": "t", "data": "d.csv"}
    values = needed | parse(block.text, source="page")
    kind = discovery.load(values["analysis"]).Parameters
    assert kind.from_values(values, source="page")


def options(command: str) -> set[str]:
    return set(re.findall(r"--[a-z-]+", CliRunner().invoke(app, [command, "--help"]).stdout))


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_runs_unattended_names_real_options_and_variables(name: str):
    text = (INSTALLED / name).read_text()
    source = "".join(path.read_text() for path in (INSTALLED / "workbench").rglob("*.py"))
    for variable in re.findall(r"WORKBENCH_[A-Z]+", text):
        assert f'"{variable}"' in source, variable
    for words in re.findall(r"\bworkbench,? run([^\n`\]]*)", text):
        assert set(re.findall(r"--[a-z-]+", words)) <= options("run"), words


def test_the_image_copies_what_there_is():
    lines = (INSTALLED / "Dockerfile").read_text().splitlines()
    copied = [word for line in lines if line.startswith("COPY ") for word in line.split()[1:-1]]
    left_out = (INSTALLED / ".dockerignore").read_text().split()
    for name in copied:
        assert (INSTALLED / name).exists(), name
        assert name not in left_out, name


def test_the_job_can_write_where_a_run_writes_and_nowhere_else():
    job = yaml.safe_load((INSTALLED / "docs/job.yaml").read_text())
    told = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    (container,) = told["containers"]
    mounts = {one["mountPath"]: one.get("readOnly", False) for one in container["volumeMounts"]}
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert {place for place, fixed in mounts.items() if not fixed} == {"/project/reports", "/tmp"}
    assert {one["name"] for one in told["volumes"]} == {
        one["name"] for one in container["volumeMounts"]
    }


def test_the_table_of_commands_is_whole():
    """Every command and each of its options stands in the table of the README."""
    text = (INSTALLED / "README.md").read_text()
    for command in app.registered_commands:
        name = command.name or command.callback.__name__
        (row,) = re.findall(rf"^\| `workbench {name}\b.*$", text, flags=re.MULTILINE)
        for option in options(name) - {"--help"}:
            assert option in row, f"{name} {option}"


def test_no_page_is_a_dead_end_on_disk():
    assert [name for name in PAGES if not Path(INSTALLED / name).read_text().startswith("# ")] == []
