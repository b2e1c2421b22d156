"""The design matrix of a hazard model, written out a block of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from workbench.errors import EstimationError
from workbench.statistics.attrition.hazard_terms import Term

Floats = NDArray[np.float64]
Codes = NDArray[np.int32]

BLOCK = 8192
"""Rows whose columns are written out at once, so that memory follows the codes."""

APART = 1e-6
"""Difference from which entries of a direction count as apart; they are mostly whole numbers."""


@dataclass(frozen=True, eq=False, slots=True)
class HazardDesign:
    """Cells with somebody at risk, and the columns that describe them.

    Attributes
    ----------
    terms : tuple of Term
        Covariates, in the order given.
    codes : ndarray of int, shape (cells, factors)
        Code of each cell's level of every term that has levels.
    numbers : ndarray of float, shape (cells, numeric terms)
        Values of the terms that are numbers.
    at_risk : ndarray of float, shape (cells,)
        Person-months, or another exposure, above 0.
    left : ndarray of float, shape (cells,)
        Events.
    columns : tuple of (str, str)
        Term and level of each column after the intercept; the level of a number is ``""``. The
        reference level of a term has no column.
    aliased : tuple of (str, str)
        Columns left out because those before them already hold them.
    null : ndarray of float, shape (aliased, 1 + columns + aliased)
        Changes of the intercept, of the columns and of those left out that change no cell's linear
        predictor, one for each column left out.
    nobody : tuple of (str, str)
        Levels that no cell has.
    """

    terms: tuple[Term, ...]
    codes: Codes
    numbers: Floats
    at_risk: Floats
    left: Floats
    columns: tuple[tuple[str, str], ...]
    aliased: tuple[tuple[str, str], ...]
    null: Floats
    nobody: tuple[tuple[str, str], ...]

    @property
    def factors(self) -> tuple[Term, ...]:
        """The terms that have levels."""
        return tuple(term for term in self.terms if term.levels)

    def factor(self, name: str) -> int:
        """Return the place of a term among those that have levels.

        Raises
        ------
        EstimationError
            There is no such term with levels.
        """
        names = [term.name for term in self.factors]
        if name not in names:
            raise EstimationError(f"No term with levels is named {name}; there are {names}.")
        return names.index(name)

    def used(self, name: str) -> tuple[int, ...]:
        """Return the codes of the levels of a term that some cell has."""
        return tuple(int(code) for code in np.unique(self.codes[:, self.factor(name)]))

    def comparable(self, name: str, level: str) -> NDArray[np.bool_]:
        """Tell from which levels of a term a level can be told, whatever the other terms.

        Parameters
        ----------
        name : str
            A term that has levels.
        level : str
            One of them.

        Returns
        -------
        ndarray of bool, shape (levels,)
            Levels that nobody has cannot be told from any but themselves.

        Examples
        --------
        >>> import pandas as pd
        >>> from workbench.statistics.attrition.hazard_design import hazard_design
        >>> cells = pd.DataFrame({"grade": pd.Categorical(["PO", "SPO"]), "at_risk": 9, "left": 1})
        >>> cells["cases"] = pd.Categorical(["40-49", "None held"])
        >>> hazard_design(cells, ["grade", "cases"]).comparable("cases", "40-49")
        array([ True, False])
        """
        place = {column: row for row, column in enumerate((*self.columns, *self.aliased), 1)}
        labels = self.factors[self.factor(name)].levels
        moved = np.zeros((len(labels), len(self.null)))
        for code, label in enumerate(labels):
            if (name, label) in place:
                moved[code] = self.null[:, place[name, label]]
        alike = (np.abs(moved - moved[labels.index(level)]) < APART).all(axis=1)
        out = [(name, label) in self.nobody for label in labels]
        same = np.array([label == level for label in labels])
        return same | (alike & ~np.array(out) & ((name, level) not in self.nobody))

    def given(self, name: str, codes: ArrayLike) -> HazardDesign:
        """Return the same cells, with other levels of one term.

        Parameters
        ----------
        name : str
            A term that has levels.
        codes : array_like of int
            One for all cells, or of shape (cells,).

        Examples
        --------
        >>> import pandas as pd
        >>> from workbench.statistics.attrition.hazard_design import hazard_design
        >>> cells = pd.DataFrame({"grade": pd.Categorical(["PO", "PSO"]), "at_risk": 9, "left": 1})
        >>> design = hazard_design(cells, ["grade"])
        >>> design.given("grade", 1).codes.ravel().tolist()
        [1, 1]
        """
        changed = self.codes.copy()
        changed[:, self.factor(name)] = codes
        return replace(self, codes=changed)

    def rows(self, chosen: NDArray[np.bool_]) -> HazardDesign:
        """Return the cells chosen, with the columns as they are."""
        return replace(
            self,
            codes=self.codes[chosen],
            numbers=self.numbers[chosen],
            at_risk=self.at_risk[chosen],
            left=self.left[chosen],
        )

    def blocks(self) -> Iterator[tuple[slice, Floats]]:
        """Yield the design matrix in blocks of rows, each with the place of its rows."""
        places, numeric = self._places()
        width = len(self.columns) + 1
        for start in range(0, len(self.at_risk), BLOCK):
            part = slice(start, min(start + BLOCK, len(self.at_risk)))
            # One column more takes what has none: reference and aliased levels.
            matrix = np.zeros((part.stop - part.start, width + 1))
            matrix[:, 0] = 1
            row = np.arange(len(matrix))
            for factor, place in enumerate(places):
                matrix[row, place[self.codes[part, factor]]] = 1
            for number, place_of in numeric:
                matrix[:, place_of] = self.numbers[part, number]
            yield part, matrix[:, :width]

    def sparse(self) -> csr_array:
        """Return the design matrix with its zeros left out."""
        places, numeric = self._places()
        rows, width = len(self.at_risk), len(self.columns) + 1
        each = [place[self.codes[:, factor]] for factor, place in enumerate(places)]
        each = [np.zeros(rows, np.int64), *each, *(np.full(rows, to) for _, to in numeric)]
        ones = np.ones((rows, 1 + len(places)))
        values = np.hstack([ones, self.numbers[:, [number for number, _ in numeric]]])
        ends = np.arange(rows + 1) * len(each)
        matrix = csr_array(
            (values.ravel(), np.stack(each, axis=1).ravel(), ends), shape=(rows, width + 1)
        )
        return csr_array(matrix[:, :width])

    def _places(self) -> tuple[list[NDArray[np.int64]], list[tuple[int, int]]]:
        """Column of each level of every factor; numeric term and its column."""
        place = {name: number for number, name in enumerate(self.columns, 1)}
        nowhere = len(self.columns) + 1
        places = [
            np.array([place.get((term.name, level), nowhere) for level in term.levels])
            for term in self.factors
        ]
        names = [(term.name, "") for term in self.terms if not term.levels]
        return places, [(n, place[name]) for n, name in enumerate(names) if name in place]
