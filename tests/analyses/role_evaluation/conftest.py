"""The synthetic roll-out, read and estimated once for all tests of a process."""

import pytest

from workbench.analyses.role_evaluation import Parameters
from workbench.analyses.role_evaluation.analysis import evaluate
from workbench.analyses.role_evaluation.observed import observe
from workbench.analyses.role_evaluation.questions import effects
from workbench.analyses.role_evaluation.tables import stated_tables
from workbench.findings import Context, Findings, People, Ties
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


@pytest.fixture(scope="session")
def findings_of_effects(parameters, evaluated):
    """Return the findings of what the role did, tied to nobody, before the gate."""
    context = Context(
        analysis="role_evaluation",
        title="Test",
        data_source="synthetic",
        people=parameters.people,
        stated=stated_tables(parameters, evaluated.observed),
    )
    nobody = Ties(lambda _: People({}, ()), lambda *_: None)
    return Findings(context, effects.QUESTION.answer(parameters, evaluated), nobody)
