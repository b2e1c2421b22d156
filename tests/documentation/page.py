"""A page of documentation as a reader follows it: what it writes, changes and commands.

A block of YAML whose first line names a path is written there; with the word `lines` after the
path each of its lines takes the place of the line with the same key. Lines of a block of `sh` are
run one by one.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from workbench.parameters.root import INSTALLED

BLOCK = re.compile(r"^```(\w*) ?([^\n]*)\n(.*?)^```", flags=re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Block:
    language: str
    about: str
    text: str


def blocks(page: str, language: str | None = None) -> list[Block]:
    found = [Block(*match) for match in BLOCK.findall((INSTALLED / page).read_text())]
    return [block for block in found if language in (None, block.language)]


def follow(page: str, folder: Path, *, skip: int = 0) -> None:
    """Do everything that a page says, in a project of its own; leave out its first blocks of sh."""
    for block in blocks(page):
        if block.language == "sh":
            skip -= 1
            for line in block.text.splitlines() if skip < 0 else ():
                run(line, folder)
        elif block.language == "yaml" and block.about:
            name, _, how = block.about.partition(" ")
            (change if how == "lines" else write)(folder / name, block.text)


def run(line: str, folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "WORKBENCH_ROOT"}
    done = subprocess.run(
        ["sh", "-c", line], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def change(path: Path, text: str) -> None:
    """Put each line where its key stands, commented out or not; it must stand somewhere once."""
    whole = path.read_text()
    for line in text.splitlines():
        key = line[: line.index(":") + 1]
        whole, found = re.subn(
            rf"^(?:# ?)?{re.escape(key)}.*$", lambda _, line=line: line, whole, flags=re.MULTILINE
        )
        assert found == 1, f"{path.name}: {key} stands {found} times"
    path.write_text(whole)


def project(folder: Path, *names: str) -> Path:
    """Make a project that has the notebooks, the parameters and the programs of this one."""
    for name in ("notebooks", "parameters", *names):
        shutil.copytree(INSTALLED / name, folder / name)
    (folder / ".venv").symlink_to(Path(sys.executable).parents[1])
    return folder
