"""The only gate between exact counts and anything a person may see."""

from workbench.disclosure.policy import DisclosurePolicy, policy_named
from workbench.disclosure.release import release
from workbench.disclosure.released import (
    MIME_TYPE,
    Release,
    ReleasedCell,
    ReleasedCount,
    ReleasedFinding,
    ReleasedNumber,
)

__all__ = [
    "MIME_TYPE",
    "DisclosurePolicy",
    "Release",
    "ReleasedCell",
    "ReleasedCount",
    "ReleasedFinding",
    "ReleasedNumber",
    "policy_named",
    "release",
]
