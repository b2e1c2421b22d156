"""How findings of a survey, and their cells, are named."""

from __future__ import annotations

from dataclasses import replace

from workbench.findings import Finding

SECTION = "survey"
AGREEMENT, RESPONSE = "survey_agreement", "survey_response"
BY = "by "
"""Before a characteristic, in the name of a finding that tells its groups apart."""
CHANGE, INDEX_CHANGE = "change", "index change"
OTHER_CHANGE, OTHER_INDEX_CHANGE = "change of others", "index change of others"
INDEX, DIFFERENCE = "index", "difference"
SIDES = ("with", "without")
"""In the order of `WITH` and `WITHOUT`."""
COMPARED_SECTION, COUNTED_SECTION = "survey_groups", "survey_counts"


def without_counts(finding: Finding) -> Finding:
    """Return a finding of numbers alone.

    A count of whom they rest on would be a sum over cells whose own counts may be hidden.
    """
    return replace(finding, cells=finding.cells.drop(columns=["people", "others"]))
