"""A YAML file or a notebook's own variables, made into one validated and frozen object."""

from workbench.parameters.model import AnalysisParameters, Day, Labels, StrictModel

__all__ = ["AnalysisParameters", "Day", "Labels", "StrictModel"]
