"""Which parameter files become runs, and which are refused before anything runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import ParameterError, WorkbenchError
from workbench.parameters import AnalysisParameters
from workbench.parameters.root import root
from workbench.parameters.yaml_file import load as load_yaml
from workbench.publishing import discovery
from workbench.publishing.quality.log import is_log

SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


@dataclass(frozen=True, slots=True)
class Run:
    """One parameter file that has been read and found good."""

    analysis: str
    name: str
    parameter_file: Path
    parameters: AnalysisParameters
    notebook: Path

    @property
    def label(self) -> str:
        """Return the run as readers see it named, such as ``recruitment_funnel/synthetic``."""
        return f"{self.analysis}/{self.name}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One parameter file that cannot be run, and why."""

    analysis: str
    name: str
    parameter_file: Path
    reason: str

    @property
    def label(self) -> str:
        """Return the run as readers see it named."""
        return f"{self.analysis}/{self.name}"


def parameter_files() -> list[Path]:
    """Return every parameter file of the project; logs and hidden folders are left out."""
    folder = root() / "parameters"
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in (".yaml", ".yml")
        and not is_log(path)
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def plan(files: Sequence[Path], *, policy: str | None = None) -> tuple[list[Run], list[Refusal]]:
    """Validate parameter files before any of them runs.

    Parameters
    ----------
    files : sequence of Path
        Parameter files, in the order to run them.
    policy : {"open", "restricted", "analyst"}, optional
        Takes the place of the policy in each file.

    Returns
    -------
    tuple of list
        The runs, and the files refused.
    """
    unique = list(dict.fromkeys(path.absolute() for path in files))
    identities = {path: _identity(path) for path in unique}
    doubled = Counter(identities.values())
    runs: list[Run] = []
    refusals: list[Refusal] = []
    for path in unique:
        analysis, name = identities[path]
        try:
            if doubled[analysis, name] > 1:
                raise ParameterError(
                    f"{path.name}: another file also makes the run '{analysis}/{name}'. Rename one."
                )
            runs.append(_read(path, policy))
        except WorkbenchError as error:
            refusals.append(Refusal(analysis, name, path, str(error)))
    return runs, refusals


def _read(path: Path, policy: str | None) -> Run:
    if is_log(path):
        raise ParameterError(
            f"{path.name}: is a quality-assurance log and no parameter file. Name the parameter "
            "file beside it."
        )
    if not SAFE_NAME.fullmatch(path.stem):
        raise ParameterError(
            f"{path.name}: the file's name becomes the run's name; use at most 80 letters, digits, "
            "'.', '-' and '_', and begin with a letter or a digit."
        )
    values = load_yaml(path)
    analysis = values.get("analysis")
    if not isinstance(analysis, str):
        raise ParameterError(f"{path.name}: 'analysis' must name an analysis.")
    _check_place(path, analysis)
    try:
        kind = discovery.load(analysis).Parameters
        notebook = discovery.notebook(analysis)
    except ParameterError as error:
        raise ParameterError(f"{path.name}: {error}") from error
    parameters = kind.from_file(path)
    name = path.stem
    if policy and policy != parameters.policy:
        parameters = kind.from_values({**values, "policy": policy}, source=path.name)
        # A name of its own, so that it never takes the place of the report for circulation.
        name = f"{name}.{policy}"
    return Run(analysis, name, path, parameters, notebook)


def _check_place(path: Path, analysis: str) -> None:
    folder = root() / "parameters"
    if path.is_relative_to(folder) and path.parent != folder / analysis:
        raise ParameterError(
            f"{path.name}: its analysis is '{analysis}', so it belongs in parameters/{analysis}/."
        )


def _identity(path: Path) -> tuple[str, str]:
    """Return the analysis and the run that a file stands for, even where it cannot be read."""
    try:
        analysis = load_yaml(path).get("analysis")
    except WorkbenchError:
        analysis = None
    if not isinstance(analysis, str) or path.is_relative_to(root() / "parameters"):
        analysis = path.parent.name
    return safe_name(analysis), safe_name(path.stem)


def safe_name(name: str) -> str:
    """Return a name as it may stand in a path."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip(".-") or "unnamed"
