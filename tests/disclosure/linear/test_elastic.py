"""If these fail, what is hidden does not free the counts it is hidden for, or hides too much."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy import sparse
from scipy.optimize import LinearConstraint, milp

from workbench.disclosure.linear import System
from workbench.disclosure.linear.elastic import apart, in_the_way
from workbench.disclosure.linear.solving import Deadline
from workbench.errors import DisclosureError

TABLE = np.array([*np.eye(4, dtype=int), [1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]])
"""Two by two cells, row totals, column totals."""
TRUE = TABLE @ np.array([2, 20, 30, 40])


def hidden_for(wanted: int, least: float, most: float, weight=None):
    return in_the_way(
        System.of(TABLE),
        TRUE.astype(float),
        TRUE.astype(float),
        of=np.array([wanted]),
        goals=(np.array([least]), np.array([most])),
        weight=np.ones(8) if weight is None else weight,
        deadline=Deadline.after(20),
    )


def possible(shown: np.ndarray, wanted: int, least: float, most: float) -> bool:
    """Tell by whole-number programmes whether a count can be so, given what is shown."""
    rows = [LinearConstraint(TABLE[[wanted]], least, most)]
    if shown.any():
        rows.append(LinearConstraint(TABLE[shown], TRUE[shown], TRUE[shown]))
    return milp(np.zeros(4), integrality=np.ones(4), constraints=rows).status == 0


@pytest.mark.parametrize(("least", "most"), [(0.0, 0.0), (5.0, np.inf)])
@pytest.mark.parametrize("wanted", range(4))
def test_what_is_hidden_frees_the_count_it_is_hidden_for(wanted, least, most):
    """Else the audit finds it out again, round after round."""
    if least <= TRUE[wanted] <= most:
        return
    hidden = hidden_for(wanted, least, most)
    assert possible(~hidden, wanted, least, most)
    assert hidden[wanted]


def test_no_fewer_counts_would_do():
    """By trying every smaller set of counts to hide: a cell needs a rectangle or two totals."""
    hidden = hidden_for(0, 0.0, 0.0)
    assert hidden.sum() == 3
    for few in (1, 2):
        for some in combinations(range(8), few):
            shown = ~np.isin(np.arange(8), some)
            assert not possible(shown, 0, 0.0, 0.0)


def test_what_must_stay_stays_and_what_costs_much_is_spared():
    """Else what was shown before is hidden, which hides nothing."""
    weight = np.append(np.ones(4), np.full(4, np.inf))
    assert np.flatnonzero(hidden_for(0, 0.0, 0.0, weight)).tolist() == [0, 1, 2, 3]
    dear = np.append(np.ones(3), np.append([1e4], np.ones(4)))
    assert not hidden_for(0, 0.0, 0.0, dear)[3]


def test_what_cannot_be_freed_is_refused():
    """Else it is published as if it had been."""
    with pytest.raises(DisclosureError, match="contradicts itself"):
        hidden_for(0, 0.0, 0.0, np.full(8, np.inf))


def test_counts_of_one_batch_have_nobody_in_common():
    """Else one in another's way makes the batch impossible and more is hidden than need be."""
    random = np.random.default_rng(3)
    forms = sparse.csr_array(random.integers(0, 2, (30, 60)) * (random.random((30, 60)) < 0.1))
    forms.eliminate_zeros()
    chosen = apart(forms, 30)
    assert (np.asarray(abs(forms[chosen]).sum(axis=0)) <= 1).all()
    left = np.setdiff1d(np.arange(30), chosen)
    used = np.asarray(forms[chosen].sum(axis=0)).ravel() > 0
    assert all(forms[[row]].toarray().ravel()[used].any() for row in left if forms[[row]].nnz)
    assert apart(forms, 2).size == 2
