"""A project of its own in which nothing can be written unseen, while it runs and after."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from byte_search import holds

from workbench.parameters.root import INSTALLED

LOOK_AGAIN = 0.2
HOMES = {
    "HOME": "home",
    "TMPDIR": "tmp",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "share",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "runtime",
    "IPYTHONDIR": "ipython",
    "JUPYTER_CONFIG_DIR": "jupyter",
    "JUPYTER_DATA_DIR": "jupyter-data",
    "JUPYTER_RUNTIME_DIR": "jupyter-runtime",
    "MPLCONFIGDIR": "matplotlib",
}
WRITES = """
import os
import sys

def _note(event, args, log=os.environ["WRITES_LOG"]):
    if event == "open" and isinstance(args[0], (str, bytes)):
        mode, flags = args[1] or "", args[2] or 0
        if set(mode) & set("wax+") or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            path = os.path.abspath(os.fsdecode(args[0]))
            if path != log:
                with open(log, "a") as file:
                    file.write(path + "\\n")

sys.addaudithook(_note)
"""
"""Runs first in every Python of the sandbox: notes each file that is opened to be written."""


@dataclass
class Seen:
    """All that was ever in the sandbox, and what was said.

    `versions` holds each file's contents, in order, by its path from the sandbox; `modes` the
    rights of the file and of every folder above it, taken together; `left` are the files that are
    there in the end, and `elsewhere` those that were opened to be written outside.
    """

    said: str = ""
    code: int | None = None
    versions: dict[str, dict[tuple[int, int], bytes]] = field(default_factory=dict)
    modes: dict[str, int] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()

    def found(self, marks: Sequence[bytes], *, but: Iterable[str] = ()) -> dict[str, str]:
        """Return the files in which a mark stands or ever stood, and how; "said" is the console."""
        everything = {name: list(kept.values()) for name, kept in self.versions.items()}
        everything["said"] = [self.said.encode()]
        everything["names"] = ["\n".join(self.versions).encode()]
        return {
            name: how
            for name, contents in everything.items()
            if name not in set(but)
            for content in dict.fromkeys(contents)
            if (how := holds(content, marks))
        }


class Sandbox:
    """A copy of the project's notebooks, with a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "project"
        self.notebook = self.root / "notebooks/recruitment_funnel.ipynb"
        self.notebook.parent.mkdir(parents=True)
        self._write_notebook(_bare(INSTALLED / "notebooks/recruitment_funnel.ipynb"))
        (self.root / "parameters/recruitment_funnel").mkdir(parents=True)
        (folder / "first").mkdir()
        (folder / "first/sitecustomize.py").write_text(WRITES)
        for name in HOMES.values():
            (folder / name).mkdir(mode=0o700)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        return kept | {
            **{name: str(self.folder / place) for name, place in HOMES.items()},
            "WORKBENCH_ROOT": str(self.root),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(self.folder / "first"),
            "WRITES_LOG": str(self.folder / "writes.log"),
        }

    def thin_notebook(self, *cells: str) -> None:
        """Keep of the notebook its parameters and its release, and add cells."""
        notebook = json.loads(self.notebook.read_text(encoding="utf-8"))
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        added = [{**code[2], "id": f"added-{n}", "source": text} for n, text in enumerate(cells)]
        self._write_notebook({**notebook, "cells": [*code[:2], *added]})

    def _write_notebook(self, notebook: dict[str, Any]) -> None:
        self.notebook.write_text(json.dumps(notebook), encoding="utf-8")

    def parameters(self, name: str, text: str) -> Path:
        path = self.root / f"parameters/recruitment_funnel/{name}.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *words: str, more: Mapping[str, str] | None = None) -> Seen:
        """Run the workbench, looking at every file all the while."""
        seen, over = Seen(), threading.Event()
        watcher = threading.Thread(target=self._watch, args=(seen, over))
        watcher.start()
        command = [str(Path(sys.executable).parent / "workbench"), *words]
        try:
            done = subprocess.run(
                command,
                cwd=self.root,
                env=self.environment | dict(more or {}),
                capture_output=True,
                text=True,
                timeout=300,
            )
        finally:
            over.set()
            watcher.join()
        self._look(seen)
        seen.left = frozenset(name for name in seen.versions if (self.folder / name).exists())
        seen.said, seen.code = done.stdout + done.stderr, done.returncode
        log = self.folder / "writes.log"
        written = log.read_text().splitlines() if log.exists() else []
        inside = str(self.folder) + os.sep
        seen.elsewhere = frozenset(one for one in written if not one.startswith(inside))
        return seen

    def _watch(self, seen: Seen, over: threading.Event) -> None:
        while not over.wait(LOOK_AGAIN):
            self._look(seen)

    def _look(self, seen: Seen) -> None:
        for top, _, names in os.walk(self.folder):
            for name in names:
                path = Path(top) / name
                try:
                    told = path.lstat()
                    if stat.S_ISREG(told.st_mode):
                        self._keep(seen, path, told)
                # Gone between being listed and being read.
                except FileNotFoundError:
                    continue

    def _keep(self, seen: Seen, path: Path, told: os.stat_result) -> None:
        name = path.relative_to(self.folder).as_posix()
        version = (told.st_mtime_ns, told.st_size)
        kept = seen.versions.setdefault(name, {})
        if version not in kept:
            kept[version] = path.read_bytes()
            open_to = told.st_mode & 0o777
            for above in path.relative_to(self.folder).parents:
                open_to &= (self.folder / above).stat().st_mode & 0o777
            seen.modes[name] = seen.modes.get(name, 0) | open_to


def _bare(path: Path) -> dict[str, Any]:
    """Return a notebook without its outputs, which there is no need to search."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
    return notebook
