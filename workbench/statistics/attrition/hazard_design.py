"""Cells of person-months as the columns of a hazard model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from workbench.errors import EstimationError
from workbench.statistics.attrition.hazard_cells import checked_counts, collapsed
from workbench.statistics.attrition.hazard_columns import kept_columns, null_changes
from workbench.statistics.attrition.hazard_matrix import HazardDesign
from workbench.statistics.attrition.hazard_terms import checked_term

__all__ = ["HazardDesign", "collapsed", "hazard_design"]


def hazard_design(
    cells: pd.DataFrame,
    terms: Sequence[str],
    *,
    references: Mapping[str, str] | None = None,
    at_risk: str = "at_risk",
    left: str = "left",
) -> HazardDesign:
    """Lay out cells for a hazard model with main effects.

    Parameters
    ----------
    cells : DataFrame
        A row a combination of the terms (or a person-month: the fit is the same, the cost is not).
    terms : sequence of str
        Columns of covariates, the tenure band among them. A categorical column has levels; a
        numeric one is a number. None gives a single hazard. An earlier term keeps what it shares
        with a later one.
    references : mapping of str to str, optional
        Level that the others of a term are set against; by default the first in use.
    at_risk, left : str
        Columns of person-months and of leavers. Cells without anybody at risk are left out.

    Returns
    -------
    HazardDesign
        Its columns are linearly independent.

    Raises
    ------
    EstimationError
        Columns that are not there, values that are missing, more leavers than person-months, a
        reference that nobody has, or nobody at risk: all problems at once.

    Examples
    --------
    >>> cells = pd.DataFrame(
    ...     {"grade": pd.Categorical(["PO", "PSO"]), "at_risk": [90, 40], "left": [3, 4]}
    ... )
    >>> hazard_design(cells, ["grade"], references={"grade": "PSO"}).columns
    (('grade', 'PO'),)
    """
    exposed, gone = checked_counts(cells, terms, at_risk, left)
    used = exposed > 0
    kept = cells.loc[used]
    wanted = references or {}
    checked = [checked_term(kept[name], wanted.get(name)) for name in terms]
    problems = [problem for _, problem in checked if problem]
    if problems:
        raise EstimationError.gather("The cells of a hazard model", problems)
    found = tuple(term for term, _ in checked)
    codes = [kept[term.name].cat.codes.to_numpy(np.int32) for term in found if term.levels]
    numbers = [kept[term.name].to_numpy(np.float64) for term in found if not term.levels]
    rows = len(kept)
    design = HazardDesign(
        terms=found,
        codes=np.stack(codes, axis=1) if codes else np.zeros((rows, 0), np.int32),
        numbers=np.stack(numbers, axis=1) if numbers else np.zeros((rows, 0)),
        at_risk=exposed[used],
        left=gone[used],
        columns=tuple(name for term in found for name in term.columns),
        aliased=(),
        null=np.zeros((0, 0)),
        nobody=tuple((term.name, level) for term in found for level in term.nobody),
    )
    return _independent(design)


def _independent(design: HazardDesign) -> HazardDesign:
    """Leave out each column that those before it hold already."""
    matrix = design.sparse()
    gram = np.asarray((matrix.T @ matrix).toarray(), dtype=np.float64)
    kept = kept_columns(gram)
    shown = list(zip(design.columns, kept[1:], strict=True))
    return replace(
        design,
        columns=tuple(name for name, keep in shown if keep),
        aliased=tuple(name for name, keep in shown if not keep),
        null=null_changes(gram, kept),
    )
