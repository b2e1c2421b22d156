"""How every count of an attrition report is tied to people."""

from workbench.analyses.attrition.ties.people import TIES

__all__ = ["TIES"]
