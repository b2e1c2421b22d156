"""A group's own entrants, and the rates a logistic model gives them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from workbench.statistics.adjustment.design_columns import Floats
from workbench.statistics.adjustment.firth import FirthFit, calibrated_intercept
from workbench.statistics.adjustment.firth_profile import profile_limits
from workbench.statistics.adjustment.grouped_logistic import LogisticFit
from workbench.statistics.adjustment.logistic_design import LogisticDesign
from workbench.statistics.inputs import critical_value


@dataclass(frozen=True, eq=False, slots=True)
class OwnEntrants:
    """The cells of one group.

    Attributes
    ----------
    matrix : ndarray of float, shape (cells, columns)
        The design's rows for the group.
    weights : ndarray of float, shape (cells,)
        Share of the group's entrants in each, adding up to 1.
    column : int
        Place of the group's coefficient.
    """

    matrix: Floats
    weights: Floats
    column: int

    def rates(self, coefficients: Floats) -> tuple[float, float]:
        """Return their rate, and the rate were they alike but in the comparator."""
        own, others = self._each(coefficients)
        return float(self.weights @ own), float(self.weights @ others)

    def gradients(self, coefficients: Floats) -> tuple[Floats, Floats]:
        """Return how each of the two rates changes with the coefficients."""
        own, others = self._each(coefficients)
        first = (self.weights * own * (1 - own)) @ self.matrix
        second = (self.weights * others * (1 - others)) @ self.matrix
        second[self.column] = 0
        return first, second

    def _each(self, coefficients: Floats) -> tuple[Floats, Floats]:
        linear = self.matrix @ coefficients
        return expit(linear), expit(linear - coefficients[self.column])


def entrants(design: LogisticDesign, group: int) -> OwnEntrants:
    """Take a group's cells out of a design.

    Parameters
    ----------
    design : LogisticDesign
        Cells and columns of the model.
    group : int
        Code of a group that is in use and is not the comparator.

    Examples
    --------
    >>> from workbench.statistics.adjustment.logistic_design import logistic_design
    >>> design = logistic_design(
    ...     [0, 1], [[], []], [40, 30], [80, 90], group_levels=2, covariate_levels=[], comparator=0
    ... )
    >>> print(entrants(design, 1).rates(np.log([1, 0.5])))
    (0.3333333333333333, 0.5)
    """
    here = design.group == group
    entered = design.entered[here]
    return OwnEntrants(design.matrix[here], entered / entered.sum(), design.column(group))


def by_likelihood(own: OwnEntrants, fit: LogisticFit, level: float) -> Floats:
    """Standardise a maximum likelihood fit, with limits by the delta method.

    Parameters
    ----------
    own : OwnEntrants
        To whom it is standardised; their weights are taken as fixed.
    fit : LogisticFit
        One that converged.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    ndarray of float, shape (2, 3)
        The ratio, then the difference: value, lower and upper limit. The ratio's limits are
        taken on its logarithm, the difference's are cut at -1 and 1.

    Notes
    -----
    Flanders and Rhodes (1987), J. Chronic Dis. 40, 697-704.

    Examples
    --------
    >>> from workbench.statistics.adjustment.grouped_logistic import fit_logistic
    >>> from workbench.statistics.adjustment.logistic_design import logistic_design
    >>> design = logistic_design(
    ...     [0, 1], [[], []], [40, 30], [80, 90], group_levels=2, covariate_levels=[], comparator=0
    ... )
    >>> print(by_likelihood(entrants(design, 1), fit_logistic(design), 0.95).round(3))
    [[ 0.667  0.463  0.961]
     [-0.167 -0.313 -0.02 ]]
    """
    critical = critical_value(level)
    rate, others = own.rates(fit.coefficients)
    change, others_change = own.gradients(fit.coefficients)
    on_log, plain = change / rate - others_change / others, change - others_change
    factor = np.exp(critical * np.sqrt(on_log @ fit.covariance @ on_log))
    margin = critical * np.sqrt(plain @ fit.covariance @ plain)
    ratio, gap = rate / others, rate - others
    limits = np.clip([gap - margin, gap + margin], -1, 1)
    return np.array([[ratio, ratio / factor, ratio * factor], [gap, *limits]])


def by_penalty(
    own: OwnEntrants, design: LogisticDesign, fit: FirthFit, level: float
) -> Floats | None:
    """Standardise a penalised fit, with limits from the group's profile interval.

    Parameters
    ----------
    own : OwnEntrants
        To whom it is standardised.
    design : LogisticDesign
        Cells and columns of the model.
    fit : FirthFit
        One that converged.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    ndarray of float, shape (2, 3), or None
        As `by_likelihood`; None where an end of the interval was not found.

    Notes
    -----
    At each end the other coefficients are maximised again and the intercept calibrated again.

    Examples
    --------
    >>> from workbench.statistics.adjustment.firth import fit_firth
    >>> from workbench.statistics.adjustment.logistic_design import logistic_design
    >>> design = logistic_design(
    ...     [0, 1], [[], []], [15, 0], [72, 16], group_levels=2, covariate_levels=[], comparator=0
    ... )
    >>> print(by_penalty(entrants(design, 1), design, fit_firth(design), 0.95).round(4)[0])
    [0.137  0.0011 0.9336]
    """
    profile = profile_limits(design, fit, own.column, level=level)
    found = []
    for coefficients in (fit.coefficients, profile.at_lower, profile.at_upper):
        calibrated = coefficients.copy()
        calibrated[0] = calibrated_intercept(design, coefficients)
        rate, others = own.rates(calibrated)
        found.append([rate / others, rate - others])
    return np.array(found).T if np.isfinite(found).all() else None
