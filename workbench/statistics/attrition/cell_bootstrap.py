"""How much of a gap a model accounts for, over cells drawn again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from workbench.statistics.attrition.hazard import HazardFit
from workbench.statistics.attrition.hazard_likelihood import climb, likelihood
from workbench.statistics.attrition.hazard_matrix import Floats, HazardDesign

NEAR = 1e-5
"""Square of the last step in standard errors at which a replicate's fit is taken as found."""

STEPS = 40
"""Steps with the information of the fit itself, before a replicate is fitted from the start."""


def accounted_replicates(
    design: HazardDesign,
    fit: HazardFit,
    characteristic: str,
    groups: Sequence[str],
    *,
    comparator: str,
    months: float,
    replicates: int,
    random: np.random.Generator,
) -> Floats:
    """Draw the cells' person-months again and again, and take crude less adjusted excess leavers.

    Parameters
    ----------
    design : HazardDesign
        Cells and columns of a model that has the characteristic as a term.
    fit : HazardFit
        Its fit, that converged.
    characteristic, comparator : str
        The term and one of its levels.
    groups : sequence of str
        Levels that can be told from the comparator.
    months : float
        Calendar months that the cells cover.
    replicates : int
        How often to draw.
    random : numpy.random.Generator
        Where chance comes from.

    Returns
    -------
    ndarray of float, shape (replicates, groups)
        Leavers a year; NaN where a replicate has no one at risk, no one of the comparator leaving,
        or no fit.

    Notes
    -----
    Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 8: person-months of all
    cells and both outcomes are one multinomial draw. Steps with fixed information reach the
    same maximum as a new fit; a penalised fit keeps the pull that its penalty had.
    """
    draw = _Draw.of(design, fit, characteristic, groups, comparator)
    cells = len(design.at_risk)
    months_of = np.concatenate([design.left, design.at_risk - design.left])
    some = np.flatnonzero(months_of)
    total = months_of.sum()
    found = np.empty((replicates, len(groups)))
    for replicate in range(replicates):
        drawn = np.zeros(2 * cells)
        drawn[some] = random.multinomial(int(total), months_of[some] / total)
        found[replicate] = draw.accounted(drawn[:cells] + drawn[cells:], drawn[:cells])
    return found * 12 / months


@dataclass(frozen=True, eq=False, slots=True)
class _Draw:
    design: HazardDesign
    fit: HazardFit
    matrix: csr_array
    covariance: Floats
    pull: Floats
    members: tuple[NDArray[np.bool_], ...]
    columns: tuple[int, ...]
    base: NDArray[np.bool_]

    @classmethod
    def of(
        cls,
        design: HazardDesign,
        fit: HazardFit,
        characteristic: str,
        groups: Sequence[str],
        comparator: str,
    ) -> _Draw:
        place = design.factor(characteristic)
        term, codes = design.factors[place], design.codes[:, place]
        point = likelihood(design, fit.family, fit.coefficients)
        return cls(
            design=design,
            fit=fit,
            matrix=design.sparse(),
            covariance=np.asarray(np.linalg.inv(point.information), np.float64),
            pull=point.score,
            members=tuple(codes == term.code(group) for group in groups),
            columns=tuple(1 + fit.columns.index((characteristic, group)) for group in groups),
            base=codes == term.code(comparator),
        )

    def accounted(self, at_risk: Floats, left: Floats) -> Floats:
        """Crude less adjusted excess of every group, in leavers over all months."""
        nothing = np.full(len(self.members), np.nan)
        base_left, base_risk = left[self.base].sum(), at_risk[self.base].sum()
        coefficients = self._coefficients(at_risk, left)
        if coefficients is None or not base_left:
            return nothing
        linear = self.matrix @ coefficients
        for place, (here, column) in enumerate(zip(self.members, self.columns, strict=True)):
            own, others = linear[here], linear[here] - coefficients[column]
            mean = self.fit.family.mean
            adjusted = at_risk[here] @ (mean(own) - mean(others))
            crude = left[here].sum() - at_risk[here].sum() * base_left / base_risk
            nothing[place] = crude - adjusted
        return nothing

    def _coefficients(self, at_risk: Floats, left: Floats) -> Floats | None:
        coefficients = self.fit.coefficients
        for _ in range(STEPS):
            slopes = self.fit.family.terms(self.matrix @ coefficients, at_risk, left)[1]
            score = self.matrix.T @ slopes - self.pull
            step = self.covariance @ score
            coefficients = coefficients + step
            if step @ score < NEAR:
                return coefficients
        drawn = replace(self.design, at_risk=at_risk, left=left)
        reached = climb(drawn, self.fit.family, self.fit.coefficients)
        # A level of which nobody left this time has no finite coefficient, but its sums are 0.
        return reached.point.coefficients if reached.found or reached.flat else None
