"""A new analysis as a working skeleton: small, real, and tested from its first minute."""

from workbench.skeleton.naming import checked
from workbench.skeleton.writing import write_skeleton

__all__ = ["checked", "write_skeleton"]
