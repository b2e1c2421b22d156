"""If these fail, a skeleton is written that the linter or Python refuses."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.parameters.root import INSTALLED
from workbench.skeleton.naming import Names
from workbench.skeleton.notebook import notebook
from workbench.skeleton.rendering import rendered, sorted_imports, template

NAMES = ("abc", "zebra_crossings", "an_analysis_of_thirty_letters2")


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_formatted_and_clean_whatever_the_name(tmp_path: Path, name: str):
    """Imports are in order and no line is too long, for short names and for long ones."""
    names = Names(name, "x" * 80)
    files = rendered(names) | {f"notebooks/{name}.ipynb": notebook(template("notebook.py", names))}
    for path, text in files.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        if file.suffix == ".py":
            ast.parse(text)
    _stand_in(tmp_path / "workbench")
    shutil.copy(INSTALLED / "pyproject.toml", tmp_path)
    ruff = Path(sys.executable).with_name("ruff")
    assert ruff.exists(), "ruff is a development dependency"
    for words in (["format", "--check"], ["check"]):
        program = [ruff, *words, "--no-cache", "."]
        done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def _stand_in(package: Path) -> None:
    """Put the rest of the workbench beside it, so that its imports are known for its own."""
    for path in (INSTALLED / "workbench").iterdir():
        if path.is_dir() and not (package / path.name).exists():
            (package / path.name).symlink_to(path)
    for path in ("__init__", "analyses/__init__", "analyses/question", "errors"):
        (package / f"{path}.py").write_text('"""Stands in."""\n', encoding="utf-8")


def test_no_file_keeps_the_name_of_the_example():
    for path, text in rendered(Names("abc", "A title")).items():
        assert "example_analysis" not in path
        assert "example_analysis" not in text
        assert "Example title" not in text
        assert not path.endswith(".txt")


def test_files_stay_small():
    """The skeleton is there to be read."""
    files = rendered(Names("abc", "A title"))
    assert max(text.count("\n") for text in files.values()) <= 150
    assert sum(text.count("\n") for path, text in files.items() if path.endswith(".py")) <= 900


def test_imports_of_one_block_stay_together_and_others_where_they_are():
    text = (
        "import pandas as pd\n\n"
        "from workbench.z import (\n    a,\n    b,\n)\n"
        "from workbench.a import c\n\n"
        "if True:\n    from workbench.y import d\n    from workbench.b import e\n"
    )
    told = sorted_imports(text)
    assert told.index("workbench.a") < told.index("workbench.z")
    assert "from workbench.z import (\n    a,\n    b,\n)\n\nif True:" in told
    assert told.endswith("    from workbench.y import d\n    from workbench.b import e\n")


def test_a_notebook_has_the_cells_of_its_script():
    import json

    script = "# %% [markdown] notebook-only\n# # Title\n#\n# Text\n# %% parameters\na = 1  # %%\n"
    first, second = json.loads(notebook(script))["cells"]
    assert first["source"] == ["# Title\n", "\n", "Text"]
    assert first["metadata"] == {"tags": ["notebook-only"]}
    assert (second["cell_type"], second["source"]) == ("code", ["a = 1  # %%"])
    assert second["metadata"] == {"tags": ["parameters"]}
    assert second["execution_count"] is None
