"""Adjusted p-values against the published example of Benjamini and Hochberg (1995) and R."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.errors import EstimationError
from workbench.statistics.multiplicity import adjust

pytestmark = pytest.mark.filterwarnings("error")
REFERENCE = Path(__file__).parents[1] / "reference" / "adjusted_p_r.csv"


def test_published_rejections():
    """Benjamini-Hochberg rejects the four smallest, Bonferroni three; Holm three too."""
    p_values = pd.read_csv(REFERENCE, comment="#")["p_value"].to_numpy()
    assert (adjust(p_values, "benjamini_hochberg") <= 0.05).tolist() == [True] * 4 + [False] * 11
    assert (adjust(p_values, "holm") <= 0.05).sum() == 3


@pytest.mark.parametrize("method", ["holm", "benjamini_hochberg"])
def test_values_of_r_in_any_order_and_shape(method):
    table = pd.read_csv(REFERENCE, comment="#").sample(frac=1, random_state=4)
    adjusted = adjust(table["p_value"].to_numpy().reshape(3, 5), method)
    np.testing.assert_allclose(adjusted, table[method].to_numpy().reshape(3, 5), rtol=1e-9)


@pytest.mark.parametrize("method", ["holm", "benjamini_hochberg"])
def test_empty_family_stays_empty(method):
    assert adjust([], method).shape == (0,)


@pytest.mark.parametrize("p_values", [[0.1, np.nan], [-0.1], [1.1]])
def test_missing_or_impossible_p_values_are_refused(p_values):
    with pytest.raises(EstimationError, match="1 are missing or outside"):
        adjust(p_values, "holm")


def test_unknown_methods_are_refused():
    with pytest.raises(EstimationError, match="holm, benjamini_hochberg"):
        adjust([0.5], "bonferroni")
