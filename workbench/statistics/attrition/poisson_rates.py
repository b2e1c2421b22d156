"""Rates of events by several covariates, with how much they vary beyond Poisson."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import ArrayLike

from workbench.statistics.attrition.hazard import HazardFit, Penalty, fit_family
from workbench.statistics.attrition.hazard_likelihood import PoissonLog
from workbench.statistics.attrition.hazard_matrix import HazardDesign


@dataclass(frozen=True, eq=False, slots=True)
class PoissonRates:
    """A model of rates.

    Attributes
    ----------
    fit : HazardFit
        Coefficients are logarithms of ratios of rates; covariance without dispersion.
    dispersion : float
        Pearson's chi-squared to a residual degree of freedom: 1 where counts vary as Poisson's do,
        and the covariance times it where they vary more. NaN without degrees of freedom or fit.
    """

    fit: HazardFit
    dispersion: float


def poisson_rates(
    design: HazardDesign, *, clusters: ArrayLike | None = None, penalty: Penalty = "when needed"
) -> PoissonRates:
    """Fit rates with a log link to cells of events and exposure.

    Parameters
    ----------
    design : HazardDesign
        Cells and columns; exposure as ``at_risk``, events as ``left``.
    clusters, penalty
        As in `fit_hazard`.

    Returns
    -------
    PoissonRates

    Notes
    -----
    McCullagh and Nelder (1989), Generalized Linear Models, 2nd edition, section 6.3.2.

    Examples
    --------
    >>> import pandas as pd
    >>> from workbench.statistics.attrition.hazard_design import hazard_design
    >>> cells = pd.DataFrame(
    ...     {"type": pd.Categorical(list("AABB")), "at_risk": [50.0, 40, 30, 90]}
    ... )
    >>> cells["left"] = [9, 8, 2, 8]
    >>> found = poisson_rates(hazard_design(cells, ["type"]), penalty="never")
    >>> print(found.fit.coefficients.round(4), round(found.dispersion, 4))
    [-1.6666 -0.8183] 0.0902
    """
    family = PoissonLog()
    fit = fit_family(design, family, clusters, penalty, None)
    freedom, pearson = fit.residual_degrees_of_freedom, 0.0
    for part, matrix in design.blocks():
        mean = design.at_risk[part] * family.mean(matrix @ fit.coefficients)
        pearson += float(((design.left[part] - mean) ** 2 / mean).sum())
    return PoissonRates(fit, pearson / freedom if freedom > 0 else float("nan"))
