"""A report as it lies in its folder, or as it is about to be published, read once."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from workbench.disclosure import Release
from workbench.errors import ParameterError, RunError
from workbench.publishing import discovery, html, manifest, replay
from workbench.publishing.files import read_json
from workbench.publishing.outputs import NOTEBOOK, outputs_of
from workbench.publishing.plan import SAFE_NAME, Run
from workbench.publishing.quality.assurance import PAGE, assurance_of
from workbench.publishing.release import read_release
from workbench.publishing.replay import INJECTED


class NoReportError(RunError):
    """A folder that is no report."""


@dataclass(frozen=True)
class Report:
    """What is published, and what must follow from its release.

    Attributes
    ----------
    manifest : mapping
        As it is published.
    contents : mapping of str to bytes
        Every other file of the folder, by its name.
    strange : tuple of str
        What else is in the folder: folders, links.
    folder : Path, optional
        Where it lies, if it is published.
    """

    manifest: Mapping[str, Any]
    contents: Mapping[str, bytes]
    strange: tuple[str, ...] = ()
    folder: Path | None = None

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read a published folder.

        Raises
        ------
        NoReportError
            If it holds no manifest of a report.
        """
        told = read_json(folder / manifest.FILE) or {}
        named = all(isinstance(told.get(key), str) for key in ("analysis", "run", "policy"))
        if not named or not isinstance(told.get("outputs"), dict) or "parameters" not in told:
            raise NoReportError(
                f"{folder.name}: is no report; it holds no {manifest.FILE} of one. Name a folder "
                "such as reports/recruitment_funnel/synthetic."
            )
        contents, strange = {}, []
        for path in sorted(folder.iterdir()):
            if path.is_symlink() or not path.is_file():
                strange.append(path.name)
            elif path.name != manifest.FILE:
                contents[path.name] = path.read_bytes()
        return cls(told, contents, tuple(strange), folder)

    @property
    def label(self) -> str:
        """Return the report as readers see it named."""
        return f"{self.manifest['analysis']}/{self.manifest['run']}"

    @cached_property
    def run(self) -> Run:
        """Return what was run, from the parameters that the manifest states."""
        analysis, name = self.manifest["analysis"], self.manifest["run"]
        if not SAFE_NAME.fullmatch(name):
            raise RunError("The manifest's run has no name that a run may have.")
        kind = discovery.load(analysis).Parameters
        try:
            parameters = kind.from_values(self._parameters(), source=manifest.FILE)
        except (ParameterError, TypeError) as error:
            raise RunError("The manifest's parameters are not those of its analysis.") from error
        file = Path(f"{name}.yaml")
        return Run(analysis, name, file, parameters, discovery.notebook(analysis))

    def _parameters(self) -> Mapping[str, Any]:
        """Return the parameters in their own order, which the sorted names of a manifest lose."""
        stated = self.manifest["parameters"]
        for cell in self.notebook["cells"]:
            if INJECTED in cell.get("metadata", {}).get("tags", ()):
                told = _assigned(cell["source"])
                return told if told == stated else stated
        return stated

    @cached_property
    def notebook(self) -> dict[str, Any]:
        """Return the published notebook, the sources of its cells in one piece."""
        try:
            content = json.loads(self.contents[NOTEBOOK])
            cells = [{**cell, "source": "".join(cell["source"])} for cell in content["cells"]]
            return {**content, "cells": cells}
        except (KeyError, TypeError, ValueError) as error:
            raise RunError("The published notebook cannot be read.") from error

    @cached_property
    def release(self) -> Release:
        """Return the release that the published notebook holds."""
        try:
            return read_release(self.notebook)
        except (AttributeError, KeyError, TypeError) as error:
            raise RunError("The published notebook is none that was executed.") from error

    @cached_property
    def replayed(self) -> dict[str, Any]:
        """Return the executed notebook that follows from the release alone."""
        return replay.again(self.run, self.release)

    @cached_property
    def due(self) -> dict[str, bytes]:
        """Return every output that follows from the release alone, by its name."""
        made = outputs_of(self.replayed, self.release, self.run)
        made[PAGE] = html.render(self.replayed, self.release, self.run, assurance_of(self.manifest))
        return {name: as_bytes(content) for name, content in made.items()}


def _assigned(source: str) -> dict[str, Any]:
    """Return the plain values that a cell assigns; nothing where it does anything else."""
    try:
        return {
            line.targets[0].id: ast.literal_eval(line.value)  # type: ignore[attr-defined]
            for line in ast.parse(source).body
        }
    except (AttributeError, SyntaxError, ValueError):
        return {}


def as_bytes(content: str | bytes) -> bytes:
    """Return the content of a file as it is written."""
    return content.encode("utf-8") if isinstance(content, str) else content
