"""What parameters release, as the notebook of their analysis does."""

from __future__ import annotations

from importlib import import_module

from workbench.disclosure import Release, release
from workbench.errors import ParameterError
from workbench.parameters import AnalysisParameters
from workbench.parameters.root import root


def released_of(parameters: AnalysisParameters) -> Release:
    """Analyse and release, which takes as long as the notebook."""
    analysis = import_module(f"workbench.analyses.{parameters.analysis}")
    return release(analysis.analyse(parameters), parameters.policy)


def released_by(parameter_file: str) -> Release:
    """Return what a parameter file releases; a folder of `parameters/` names its analysis.

    Parameters
    ----------
    parameter_file : str
        A relative path starts at the project's root.

    Raises
    ------
    ParameterError
        If the file cannot be used, or lies in the folder of no analysis.
    """
    path = root() / parameter_file
    try:
        analysis = import_module(f"workbench.analyses.{path.parent.name}")
    except ModuleNotFoundError as error:
        raise ParameterError(
            f"{path.name}: '{path.parent.name}' is no analysis. Put the file into the folder of "
            "its analysis in parameters/."
        ) from error
    return released_of(analysis.Parameters.from_file(path))
