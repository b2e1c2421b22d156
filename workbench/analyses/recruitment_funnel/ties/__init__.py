"""How every count of the recruitment funnel is tied to people."""

from workbench.analyses.recruitment_funnel.ties.people import TIES

__all__ = ["TIES"]
