"""Discrete-time hazards of leaving, fitted to counts of cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import t

from workbench.errors import EstimationError
from workbench.statistics.attrition.hazard_covariance import clustered_covariance
from workbench.statistics.attrition.hazard_likelihood import ComplementaryLogLog, Family, climb
from workbench.statistics.attrition.hazard_matrix import Floats, HazardDesign
from workbench.statistics.attrition.hazard_penalised import climb_penalised
from workbench.statistics.attrition.one_thread import one_thread
from workbench.statistics.inputs import critical_value

Method = Literal["maximum likelihood", "Jeffreys penalty", "none"]
Penalty = Literal["when needed", "never", "always"]

FEW = "fewer than 10 leavers to each coefficient"
SEPARATED = "someone's circumstances alone tell who left"
NOT_FOUND = "the fit did not converge"
ONE_OUTCOME = "no one left, or everyone did"

EVENTS_PER_PARAMETER = 10
"""Below this the penalised fit is used."""


@dataclass(frozen=True, eq=False, slots=True)
class HazardFit:
    """Coefficients of a hazard model.

    Attributes
    ----------
    columns : tuple of (str, str)
        Term and level of each coefficient after the intercept.
    coefficients : ndarray of float, shape (1 + columns,)
        The intercept, then log hazard ratios; NaN where there is no fit.
    covariance : ndarray of float, shape (1 + columns, 1 + columns)
        Of the coefficients; NaN where there is none.
    converged : bool
        Whether the coefficients are a maximum. Nothing of a fit that did not converge is told.
    method : {"maximum likelihood", "Jeffreys penalty", "none"}
    reason : str
        Why it is penalised, or why there is no fit; empty for a plain fit.
    events : int
        Leavers.
    events_per_parameter : float
        Leavers for each coefficient after the intercept; infinite without any.
    residual_degrees_of_freedom : int
        Cells less coefficients.
    deviance : float
        Of the cells, on those degrees of freedom; comparable only between fits of the same cells.
    log_likelihood : float
        Without the binomial coefficients and the penalty.
    clusters : int
        Clusters that the covariance allows to be alike within; 0 where it is the model's own.
    family : Family
        How leaving depends on the linear predictor.
    """

    columns: tuple[tuple[str, str], ...]
    coefficients: Floats
    covariance: Floats
    converged: bool
    method: Method
    reason: str
    events: int
    events_per_parameter: float
    residual_degrees_of_freedom: int
    deviance: float
    log_likelihood: float
    clusters: int
    family: Family

    def critical(self, level: float) -> float:
        """Two-sided critical value: normal, or Student's with one less than the clusters."""
        if not self.clusters:
            return critical_value(level)
        critical_value(level)
        return float(t.ppf((1 + level) / 2, self.clusters - 1))


def fit_hazard(
    design: HazardDesign,
    *,
    clusters: ArrayLike | None = None,
    penalty: Penalty = "when needed",
    start: ArrayLike | None = None,
) -> HazardFit:
    """Fit hazards with a complementary log-log link to cells.

    The cost follows the number of cells, whatever the number of person-months in them.

    Parameters
    ----------
    design : HazardDesign
        Cells and columns; for one reason of leaving, with only its leavers as ``left``.
    clusters : array_like, shape (cells,), optional
        Codes of the units by which a driver varies, such as regions; without, the model's own
        covariance is taken: the months of a person who can leave once are independent.
    penalty : {"when needed", "never", "always"}
        Whether to penalise where there are fewer than 10 leavers to each coefficient, or where
        maximum likelihood would put a coefficient at infinity.
    start : array_like of float, shape (1 + columns,), optional
        Coefficients to start from.

    Returns
    -------
    HazardFit
        With NaN for numbers where it did not converge.

    Raises
    ------
    EstimationError
        More leavers than person-months in a cell, or fewer than two clusters.

    Notes
    -----
    Prentice and Gloeckler (1978), Biometrics 34, 57-67: exp of a coefficient is the ratio of the
    hazards of the continuous time that lies behind the months. A fit on cells has the
    coefficients and covariance of the fit on person-months. Fewer events: `climb_penalised`.

    Examples
    --------
    >>> import pandas as pd
    >>> from workbench.statistics.attrition.hazard_design import hazard_design
    >>> cells = pd.DataFrame(
    ...     {"grade": pd.Categorical(["PO", "PSO"]), "at_risk": [9000, 4000], "left": [60, 45]}
    ... )
    >>> fit = fit_hazard(hazard_design(cells, ["grade"]))
    >>> print(fit.coefficients.round(4), fit.method)
    [-5.0073  0.5256] maximum likelihood
    """
    excess = int((design.left > design.at_risk).sum())
    if excess:
        raise EstimationError(f"More left than were at risk in {excess} cells.")
    with one_thread():
        return fit_family(design, ComplementaryLogLog(), clusters, penalty, start)


def fit_family(
    design: HazardDesign,
    family: Family,
    clusters: ArrayLike | None,
    penalty: Penalty,
    start: ArrayLike | None,
) -> HazardFit:
    """Fit cells with a link and distribution; see `fit_hazard`."""
    events, exposed, width = design.left.sum(), design.at_risk.sum(), len(design.columns)
    each = float(events / width) if width else float("inf")
    if events == 0 or (design.left == design.at_risk).all():
        return _without(design, family, ONE_OUTCOME)
    first = np.zeros(width + 1) if start is None else np.array(start, dtype=np.float64)
    if start is None:
        first[0] = family.start(float(events / exposed))
    few = each < EVENTS_PER_PARAMETER
    point, reason = None, ""
    if penalty == "never" or (penalty == "when needed" and not few):
        separated = _level_without(design)
        reached = None if separated else climb(design, family, first)
        if reached is not None and reached.found:
            point = reached.point
        reason = SEPARATED if separated or (reached and reached.flat) else NOT_FOUND
    elif few:
        reason = FEW
    if point is not None:
        found = point.coefficients, point.information
        return _told(design, family, *found, clusters, "maximum likelihood", "")
    if penalty == "never":
        return _without(design, family, reason)
    mended = climb_penalised(design, family, first)
    if mended is None:
        return _without(design, family, NOT_FOUND)
    return _told(design, family, *mended, clusters, "Jeffreys penalty", reason)


def _level_without(design: HazardDesign) -> bool:
    """Tell whether no one of some level left, or everyone: its coefficient would be infinite."""
    for factor, term in enumerate(design.factors):
        codes, size = design.codes[:, factor], len(term.levels)
        months = np.bincount(codes, weights=design.at_risk, minlength=size)
        leavers = np.bincount(codes, weights=design.left, minlength=size)
        if ((months > 0) & (leavers == 0)).any():
            return True
    return False


def _told(
    design: HazardDesign,
    family: Family,
    coefficients: Floats,
    information: Floats,
    clusters: ArrayLike | None,
    method: Method,
    reason: str,
) -> HazardFit:
    """Make the record of a fit that converged."""
    log_likelihood = deviance = 0.0
    for part, matrix in design.blocks():
        seen = matrix @ coefficients, design.at_risk[part], design.left[part]
        log_likelihood += float(family.terms(*seen)[0].sum())
        deviance += float(family.deviance(*seen).sum())
    covariance, count = np.asarray(np.linalg.inv(information), np.float64), 0
    if clusters is not None:
        covariance, count = clustered_covariance(
            design, family, coefficients, covariance, np.asarray(clusters)
        )
    return HazardFit(
        columns=design.columns,
        coefficients=coefficients,
        covariance=covariance,
        converged=True,
        method=method,
        reason=reason,
        deviance=deviance,
        log_likelihood=log_likelihood,
        clusters=count,
        family=family,
        **_counts(design),
    )


def _without(design: HazardDesign, family: Family, reason: str) -> HazardFit:
    width = len(design.columns) + 1
    return HazardFit(
        columns=design.columns,
        coefficients=np.full(width, np.nan),
        covariance=np.full((width, width), np.nan),
        converged=False,
        method="none",
        reason=reason,
        deviance=float("nan"),
        log_likelihood=float("nan"),
        clusters=0,
        family=family,
        **_counts(design),
    )


def _counts(design: HazardDesign) -> dict[str, Any]:
    events, width = int(design.left.sum()), len(design.columns)
    return {
        "events": events,
        "events_per_parameter": events / width if width else float("inf"),
        "residual_degrees_of_freedom": len(design.at_risk) - width - 1,
    }
