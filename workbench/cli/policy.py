"""The disclosure policies, as the command line takes them."""

from __future__ import annotations

from enum import StrEnum


class Policy(StrEnum):
    """Disclosure policies."""

    OPEN = "open"
    RESTRICTED = "restricted"
    ANALYST = "analyst"
