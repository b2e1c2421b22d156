"""The committed run, analysed once and released once a policy."""

from __future__ import annotations

from functools import cache

import pytest

from workbench.analyses.pay_progression import Parameters, analyse
from workbench.disclosure import Release, release
from workbench.findings import Findings
from workbench.parameters.root import INSTALLED

FILE = INSTALLED / "parameters" / "pay_progression" / "synthetic.yaml"


@cache
def _stated() -> Findings:
    return analyse(Parameters.from_file(FILE))


@cache
def _released(policy) -> Release:
    return release(_stated(), policy)


@pytest.fixture(scope="session")
def parameters() -> Parameters:
    return Parameters.from_file(FILE)


@pytest.fixture(scope="session")
def stated() -> Findings:
    return _stated()


@pytest.fixture(scope="session")
def exact() -> Release:
    return _released("analyst")


@pytest.fixture(scope="session")
def circulated() -> Release:
    return _released("open")


@pytest.fixture(scope="session", params=["open", "restricted", "analyst"])
def of_policy(request) -> Release:
    return _released(request.param)
