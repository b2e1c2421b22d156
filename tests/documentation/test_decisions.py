"""The list of decisions is whole, in order, and calls each as it calls itself."""

from __future__ import annotations

import re
from pathlib import Path

from workbench.parameters.root import INSTALLED

FOLDER = INSTALLED / "docs/decisions"
ROW = re.compile(r"^\| (\d+) \| \[(.+?)\]\((\S+?\.md)\) \| (\S.+\?) \|$", flags=re.MULTILINE)


def listed(text: str) -> list[tuple[str, str, str]]:
    """Return the number, title and file of every line that also names a question."""
    return [row[:3] for row in ROW.findall(text)]


def on_disk(folder: Path) -> list[tuple[str, str, str]]:
    """Return the number and title that each decision begins with, and its file."""
    found = []
    for path in sorted(folder.glob("[0-9]*.md")):
        heading = path.read_text(encoding="utf-8").partition("\n")[0]
        told = re.fullmatch(r"# (\d+)\. (.+)", heading)
        assert told, heading
        number, title = told.groups()
        assert path.name.startswith(f"{int(number):04}-")
        found.append((number, title, path.name))
    return found


def test_every_decision_is_listed_in_order():
    """If it fails, a decision can be found by nobody who does not know its file."""
    assert listed((FOLDER / "README.md").read_text(encoding="utf-8")) == on_disk(FOLDER)


def test_numbers_are_given_once_and_none_is_left_out():
    numbers = [int(number) for number, _, _ in on_disk(FOLDER)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_decision_that_is_not_listed_is_found_out(tmp_path: Path):
    """If it fails, the first test would pass whatever is on disk."""
    (tmp_path / "0001-one.md").write_text("# 1. One\n")
    (tmp_path / "0002-two.md").write_text("# 2. Two\n")
    row = "| 1 | [One](0001-one.md) | Why? |\n"
    assert listed(row) == on_disk(tmp_path)[:1] != on_disk(tmp_path)
