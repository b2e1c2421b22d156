"""The sections that only this report has; those that reports share are in `presentation`."""

from workbench.analyses.pay_progression.report import (
    alike,
    apart,
    assessed,
    combine,
    duty,
    found,
    picture,
    places,
    since,
    undeclared,
)

__all__ = [
    "alike",
    "apart",
    "assessed",
    "combine",
    "duty",
    "found",
    "picture",
    "places",
    "since",
    "undeclared",
]
