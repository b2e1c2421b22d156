"""The covariates of a hazard model: levels, or a number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, slots=True)
class Term:
    """One covariate.

    Attributes
    ----------
    name : str
        Its column.
    levels : tuple of str
        All its levels in order; empty for a number.
    reference : str
        The level without a column; empty for a number.
    nobody : tuple of str
        Levels that no cell has.
    """

    name: str
    levels: tuple[str, ...] = ()
    reference: str = ""
    nobody: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Term and level of its columns."""
        if not self.levels:
            return ((self.name, ""),)
        out = {self.reference, *self.nobody}
        return tuple((self.name, level) for level in self.levels if level not in out)

    def code(self, level: str) -> int:
        """Return the code of a level."""
        return self.levels.index(level)


def checked_term(values: pd.Series, reference: str | None) -> tuple[Term, str]:
    """Take a covariate from its column, with what is wrong with it.

    Parameters
    ----------
    values : Series
        Categorical, or numbers.
    reference : str or None
        The level that others are set against; by default the first in use.

    Returns
    -------
    tuple of Term and str
        The second is empty where nothing is wrong.

    Examples
    --------
    >>> checked_term(pd.Series(pd.Categorical(["b", "a"]), name="sex"), "b")[0].columns
    (('sex', 'a'),)
    """
    name = str(values.name)
    if isinstance(values.dtype, pd.CategoricalDtype):
        return _with_levels(name, values, reference)
    if not pd.api.types.is_numeric_dtype(values.dtype):
        return Term(name), f"{name} must be categorical or numbers; it is {values.dtype}."
    missing = int((~np.isfinite(values.to_numpy(np.float64))).sum())
    if missing:
        return Term(name), f"{name} is missing or infinite in {missing} cells; make it bands."
    return Term(name), ""


def _with_levels(name: str, values: pd.Series, reference: str | None) -> tuple[Term, str]:
    codes = values.cat.codes.to_numpy()
    levels = tuple(str(level) for level in values.cat.categories)
    if (codes < 0).any():
        missing = int((codes < 0).sum())
        return Term(name), f"{name} is missing in {missing} cells; make missing a level."
    used = np.bincount(codes, minlength=len(levels)) > 0
    chosen = levels[int(np.argmax(used))] if reference is None else reference
    if chosen not in levels or not used[levels.index(chosen)]:
        return Term(name), f"Nobody is in {chosen}, the reference of {name}."
    nobody = tuple(level for level, some in zip(levels, used, strict=True) if not some)
    return Term(name, levels, chosen, nobody), ""
