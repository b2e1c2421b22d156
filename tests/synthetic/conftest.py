"""Draws that several tests read."""

from __future__ import annotations

import pandas as pd
import pytest

from workbench.analyses.recruitment_funnel.generator import synthesise
from workbench.synthetic import Chunks

LARGE = 400_000
LARGE_SEED = 7


@pytest.fixture(scope="session")
def golden() -> pd.DataFrame:
    """The 5,600 applications of the committed file, drawn anew."""
    return pd.concat(synthesise().tables["applications"], ignore_index=True)


@pytest.fixture(scope="session")
def large() -> pd.DataFrame:
    """Enough applications for sampling error to be small."""
    chunks = synthesise(size=LARGE, seed=LARGE_SEED).tables["applications"]
    assert isinstance(chunks, Chunks)
    # The identifiers are the only column without repeats, and no test of rates reads them.
    return pd.concat((chunk.drop(columns="application_id") for chunk in chunks), ignore_index=True)
