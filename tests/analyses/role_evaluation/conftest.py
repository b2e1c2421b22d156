"""The synthetic roll-out, read and estimated once for all tests of a process."""

import pytest

from workbench.analyses.role_evaluation import Parameters
from workbench.analyses.role_evaluation.analysis import evaluate
from workbench.analyses.role_evaluation.observed import observe
from workbench.parameters.root import root

FILE = "parameters/role_evaluation/synthetic.yaml"


@pytest.fixture(scope="session")
def parameters():
    """Return the parameters of the golden run."""
    return Parameters.from_file(root() / FILE)


@pytest.fixture(scope="session")
def observed(parameters):
    """Return what its files hold."""
    return observe(parameters)


@pytest.fixture(scope="session")
def evaluated(parameters, observed):
    """Return the effect on each of its outcomes."""
    return evaluate(parameters, observed)
