"""Before and after an event: R's quasi-Poisson regression with a step."""

import numpy as np
import pytest

from workbench.errors import EstimationError
from workbench.statistics.attrition.dated_event import NO_LEAVERS, TOO_FEW, event_step

LEFT = [19, 30, 22, 41, 28, 35, 52, 33, 20, 31, 18, 27, 30, 16]
POSTS = [400, 405, 410, 420, 431, 440, 452, 455, 460, 470, 468, 475, 480, 490]
# R 4.2.2, with the rows above as y and h:
# t <- 0:13 / 4; a <- as.integer(0:13 >= 8)
# f <- glm(y ~ t + a + offset(log(h / 4)), family = quasipoisson)
# summary(f)$dispersion
# exp(coef(f) + outer(sqrt(diag(vcov(f))), c(0, -1, 1) * qt(.975, 11)))
R_DISPERSION = 2.24564313773
R_TREND = [1.192162223301, 0.870553765492, 1.632582412488]
R_STEP = [0.484670119418, 0.256225854492, 0.916789311222]


def sides(estimate):
    return [float(estimate.value), float(estimate.lower), float(estimate.upper)]


def test_r_quasi_poisson():
    """The step beside a trend or its limits would be off."""
    found = event_step(LEFT, POSTS, first_after=8)
    assert found.dispersion == pytest.approx(R_DISPERSION, rel=1e-8)
    step, trend = found.ratios
    assert sides(trend) == pytest.approx(R_TREND, rel=1e-7)
    assert sides(step) == pytest.approx(R_STEP, rel=1e-7)


def test_trend_alone_is_no_step():
    """A rise that was there anyway would be put down to the event."""
    random, out = np.random.default_rng(8), []
    rate = 0.08 * 1.15 ** (np.arange(14) / 4)
    for _ in range(300):
        step = event_step(random.poisson(rate * 500), np.full(14, 2000.0), first_after=7).ratios[0]
        out.append(step.lower > 1 or step.upper < 1)
    # Two standard errors of 300 draws are 0.025; t limits with a dispersion of at least 1 are wide.
    assert np.mean(out) <= 0.06


@pytest.mark.parametrize(
    ("left", "first_after", "reason"),
    [
        (LEFT[:5], 3, TOO_FEW),
        (LEFT, 13, TOO_FEW),
        ([0] * 6 + [4] * 4, 6, NO_LEAVERS),
        ([4] * 6 + [0] * 4, 6, NO_LEAVERS),
    ],
)
def test_what_cannot_be_told(left, first_after, reason):
    """A step without end would be shown where a side is empty or hardly there."""
    found = event_step(left, np.full(len(left), 100.0), first_after=first_after)
    assert found.reason == reason
    assert np.isnan(sides(found.ratios[0])).all()


def test_event_outside():
    """An event without a before or an after would give a number."""
    for first_after in (0, 14):
        with pytest.raises(EstimationError, match="between two periods"):
            event_step(LEFT, POSTS, first_after=first_after)
    with pytest.raises(EstimationError, match="headcount in each"):
        event_step([1, 2], [0, 10.0], first_after=1)
