"""Reports of one step: of those who could take it, who did; each group beside its comparator."""

from workbench.presentation.one_step import declared, found, groups, opening

__all__ = ["declared", "found", "groups", "opening"]
