"""Files of any kind, opened: their columns under the names of their headers."""

from workbench.records.opening.source import Files, open_files

__all__ = ["Files", "open_files"]
