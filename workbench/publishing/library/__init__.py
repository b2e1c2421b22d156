"""The library: one page of all reports, rebuilt from what is on the disk."""

from workbench.publishing.library.page import INDEX, rebuild

__all__ = ["INDEX", "rebuild"]
