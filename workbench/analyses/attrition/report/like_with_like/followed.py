"""Numbers that follow from released ones."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Followed:
    """A number that follows from released ones; it is none that passed the gate itself."""

    value: float
    lower: float | None = None
    upper: float | None = None

    def times(self, many: float) -> Followed:
        """Return so many times it."""
        lower, upper = (None if end is None else many * end for end in (self.lower, self.upper))
        return Followed(many * self.value, lower, upper)

    def on(self, side: int) -> Followed:
        """Return it with a range above 0, below it, or that holds it, as a side of 1, −1 or 0."""
        lower, upper = self.lower, self.upper
        if lower is not None:
            lower = max(lower, 0.0) if side > 0 else lower if side else min(lower, 0.0)
        if upper is not None:
            upper = min(upper, 0.0) if side < 0 else upper if side else max(upper, 0.0)
        return Followed(self.value, lower, upper)
