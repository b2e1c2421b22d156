"""What was meant to happen: from what was put in to what was to be gained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.parameters import StrictModel, Text
from workbench.parameters.stated.comparing import Name


class Step(StrictModel):
    """One line of the theory of change.

    Attributes
    ----------
    put_in, activity, benefit : str
        What was put in, what was to be done with it, and what was to be gained.
    indicator : str
        The outcome, or the statement of the survey, that tells whether it was.
    source : str, optional
        Who promised it, where and when.
    """

    put_in: Text
    activity: Text
    benefit: Text
    indicator: Name
    source: Text | None = None


def theory_problems(steps: Iterable[Step], indicators: tuple[str, ...]) -> Iterator[str]:
    """Yield the steps whose indicator is measured nowhere, each with its mend."""
    for place, step in enumerate(steps, 1):
        if step.indicator not in indicators:
            yield (
                f"theory, line {place}: the indicator {step.indicator!r} is neither an outcome nor "
                f"a statement of the survey. Name one of {', '.join(indicators)}."
            )
