"""The layers import only what lies before them, and the README's tree is the tree on disk."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.parameters.root import INSTALLED

PACKAGE = INSTALLED / "workbench"
BEFORE_PRESENTATION = {
    "errors",
    "vocabulary",
    "storage",
    "parameters",
    "records",
    "counts",
    "statistics",
}
MAY_IMPORT = {
    "vocabulary": set(),
    "errors": set(),
    "storage": {"errors"},
    "parameters": {"vocabulary", "errors", "storage"},
    "records": {"vocabulary", "errors", "parameters", "storage"},
    "profiling": {"vocabulary", "errors", "parameters", "records"},
    "counts": {"vocabulary", "errors", "parameters", "records"},
    "statistics": {"errors"},
    "findings": {"vocabulary", "errors", "statistics"},
    "disclosure": {"findings", "vocabulary", "errors", "statistics"},
    "presentation": {"findings", "disclosure", "vocabulary", "errors"},
    "measures": {"findings", "disclosure", "statistics", "vocabulary", "errors"},
    "synthetic": {"vocabulary"},
    "analyses": BEFORE_PRESENTATION
    | {"profiling", "findings", "disclosure", "measures", "synthetic"},
    "report": {"findings", "disclosure", "presentation", "vocabulary", "errors"},
    "publishing": {
        "storage",
        "parameters",
        "disclosure",
        "findings",
        "presentation",
        "errors",
    },
    "skeleton": {"parameters", "publishing", "synthetic", "errors"},
    "exploring": {"parameters", "disclosure", "presentation", "analyses", "errors"},
    "cli": {"parameters", "publishing", "synthetic", "skeleton", "errors", "storage"},
}
NARROW = {
    ("findings", "statistics"): {"estimate", "multiplicity"},
    ("disclosure", "statistics"): {"estimate"},
    ("publishing", "findings"): {"tally"},
}
"""Of these layers only the modules named."""
IBIS_LIVES_IN = {"records", "counts"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def layer(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    if parts[0] == "analyses" and "report" in parts:
        return "report"
    return parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of every module that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: a relative import"
            if node.module == "workbench":
                yield from (f"workbench.{alias.name}" for alias in node.names)
            else:
                yield node.module


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_module_imports_only_what_lies_before_it(path: Path):
    own = layer(path)
    if own == "__init__":
        return
    for name in imported(path):
        parts = name.split(".")
        other = "report" if parts[1:2] == ["analyses"] and "report" in parts else parts[1:2]
        other = other if isinstance(other, str) else "".join(other)
        if parts[0] != "workbench" or len(parts) < 2 or other == own:
            continue
        assert other in MAY_IMPORT[own], f"{own} imports {name}"
        only = NARROW.get((own, parts[1]))
        assert only is None or parts[2] in only, f"{own} imports {name}"


def test_every_layer_has_its_line():
    assert {layer(path) for path in modules()} - {"__init__"} == set(MAY_IMPORT)


def test_ibis_lives_in_records_and_counts_alone():
    for path in modules():
        if any(name.split(".")[0] in ("ibis", "duckdb") for name in imported(path)):
            assert layer(path) in IBIS_LIVES_IN, path


def test_only_the_gate_makes_a_released_finding():
    made = [
        path
        for path in modules()
        if re.search(
            r"\b(ReleasedFinding|ReleasedCell|ReleasedNumber|Release)\((?!\w+:)", code(path)
        )
    ]
    assert {layer(path) for path in made} == {"disclosure"}


def code(path: Path) -> str:
    """Return a file without its docstrings and strings."""
    text = path.read_text(encoding="utf-8")
    return re.sub(r'""".*?"""|"[^"\n]*"', '""', text, flags=re.DOTALL)


def tree_of_readme() -> set[str]:
    text = (INSTALLED / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```text\n(.*?)```", text, flags=re.DOTALL)
    assert block, "README has no tree"
    found, folders = set(), {}
    for line in block.group(1).splitlines():
        name = line.split("  #")[0].rstrip()
        depth = (len(name) - len(name.lstrip())) // 2
        folders[depth] = name.strip()
        found.add("/".join(folders[level].rstrip("/") for level in range(depth + 1)))
    return found


def test_the_readme_names_every_place_and_only_those():
    named = tree_of_readme()
    for place in named:
        assert list(INSTALLED.glob(place)), f"README names {place}, which is not there"
    on_disk = {
        f"workbench/{path.name}"
        for path in PACKAGE.iterdir()
        if path.name != "__init__.py" and not path.name.startswith("__")
    }
    assert on_disk == {place for place in named if place.count("/") == 1 and "workbench" in place}


def test_files_and_functions_stay_small():
    for path in modules():
        lines = path.read_text(encoding="utf-8").count("\n")
        assert lines <= 250, f"{path.relative_to(PACKAGE)} has {lines} lines"
