from __future__ import annotations

import pytest

from workbench.analyses.recruitment_funnel import Parameters
from workbench.disclosure import Release
from workbench.exploring.releasing import released_of
from workbench.parameters.root import INSTALLED


@pytest.fixture(scope="session")
def berkeley() -> Parameters:
    """Published counts: small, and nobody's secret."""
    path = INSTALLED / "parameters" / "recruitment_funnel" / "berkeley-1973.yaml"
    return Parameters.from_file(path)


@pytest.fixture(scope="session")
def exact(berkeley: Parameters) -> Release:
    return released_of(berkeley)


@pytest.fixture(scope="session")
def rounded(berkeley: Parameters) -> Release:
    return released_of(berkeley.with_(policy="open"))
