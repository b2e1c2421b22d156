"""A YAML file or a notebook's own variables, made into one validated and frozen object."""

from workbench.parameters.model import AnalysisParameters
from workbench.parameters.reading import DateOrder, Encoding, EngineName, FileFormat, Reading
from workbench.parameters.strict import Day, Labels, Names, StrictModel, Text

__all__ = [
    "AnalysisParameters",
    "DateOrder",
    "Day",
    "Encoding",
    "EngineName",
    "FileFormat",
    "Labels",
    "Names",
    "Reading",
    "StrictModel",
    "Text",
]
