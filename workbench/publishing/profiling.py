"""A first parameter file, written where a run will look for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import ParameterError
from workbench.parameters import Reading
from workbench.parameters.root import root
from workbench.publishing import discovery
from workbench.publishing.plan import safe_name


@dataclass(frozen=True, slots=True)
class WrittenProfile:
    """Where a first parameter file was written, and what it leaves open."""

    path: Path
    open_questions: tuple[str, ...]

    @property
    def command(self) -> str:
        """Return the command that runs it."""
        shown = self.path.relative_to(root()) if self.path.is_relative_to(root()) else self.path
        return f"workbench run {shown}"


def write_profile(
    file: Path, analysis: str | None = None, out: Path | None = None
) -> WrittenProfile:
    """Look at `file` and write a parameter file for it.

    Raises
    ------
    ParameterError
        If the analysis has no profile, no one analysis fits where none is named, or the parameter
        file is there already.
    DataError
        If the data file cannot be read.
    """
    analysis, made = _profiled(file, analysis)
    target = (out or root() / "parameters" / analysis / f"{safe_name(file.stem)}.yaml").absolute()
    if target.exists():
        raise ParameterError(f"{target.name}: is there already. Name another with --out.")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(made.text, encoding="utf-8", newline="\n")
    return WrittenProfile(target, made.open_questions)


def _profiled(file: Path, analysis: str | None) -> tuple[str, Any]:
    """Return the analysis that is named, or the only one that fits, and its profile."""
    data = file.relative_to(root()) if file.is_relative_to(root()) else file
    known = {
        name: make
        for name in ([analysis] if analysis else discovery.names())
        if (make := getattr(discovery.load(name), "profile", None))
    }
    if analysis and not known:
        raise ParameterError(f"the analysis '{analysis}' cannot profile a file.")
    made = {name: make(file, data.as_posix(), Reading()) for name, make in known.items()}
    fitting = [name for name, one in made.items() if analysis or one.fits]
    if len(fitting) != 1:
        raise ParameterError(
            f"{file.name}: its columns do not tell which analysis it is for. Say so: --analysis "
            f"{' or --analysis '.join(fitting or known)}."
        )
    return fitting[0], made[fitting[0]]
