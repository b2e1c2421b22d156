"""Looking around in JupyterLab: a guide, comparisons, choices; none of it is published."""

from workbench.exploring.choosing import chooser
from workbench.exploring.comparing import compare
from workbench.exploring.guide import notebooks
from workbench.exploring.releasing import released_by

__all__ = ["chooser", "compare", "notebooks", "released_by"]
