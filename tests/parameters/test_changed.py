"""The same parameters but for some, checked like a parameter file."""

from __future__ import annotations

import pytest

from workbench.errors import ParameterError
from workbench.parameters.root import INSTALLED
from workbench.publishing import discovery

FILES = sorted((INSTALLED / "parameters").glob("*/*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_nothing_changed_is_the_same(path):
    kind = discovery.load(path.parent.name).Parameters
    parameters = kind.from_file(path)
    assert parameters.with_() == parameters
    changed = parameters.with_(title="Another")
    assert (changed.title, changed.with_(title=parameters.title)) == ("Another", parameters)


def test_every_problem_of_a_change_is_told():
    path = next(path for path in FILES if path.stem == "berkeley-1973")
    parameters = discovery.load("recruitment_funnel").Parameters.from_file(path)
    with pytest.raises(ParameterError) as refused:
        parameters.with_(polcy="open", title=3)
    assert "Did you mean 'policy'?" in str(refused.value)
    assert "'title' must be text" in str(refused.value)
