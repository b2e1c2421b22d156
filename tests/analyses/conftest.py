"""The three committed runs, released once for all tests here."""

from __future__ import annotations

import pytest

from workbench.analyses.recruitment_funnel import Parameters, analyse
from workbench.disclosure import Release, release
from workbench.parameters.root import INSTALLED
from workbench.vocabulary.terms import PolicyName


def released(run: str, policy: PolicyName) -> Release:
    path = INSTALLED / "parameters" / "recruitment_funnel" / f"{run}.yaml"
    return release(analyse(Parameters.from_file(path)), policy)


@pytest.fixture(scope="session")
def berkeley() -> Release:
    return released("berkeley-1973", "analyst")


@pytest.fixture(scope="session")
def teal() -> Release:
    return released("teal-1978", "analyst")


@pytest.fixture(scope="session")
def analyst() -> Release:
    return released("synthetic", "analyst")


@pytest.fixture(scope="session")
def circulated() -> Release:
    return released("synthetic", "open")
