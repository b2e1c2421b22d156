"""If these fail, a cell of a notebook can show what its release does not hold."""

from __future__ import annotations

import json

import pytest
import toy_project as toy

from workbench.disclosure import Release
from workbench.errors import RunError
from workbench.publishing import replay

CELLS = {
    "from workbench.disclosure import release; release(None, 'open')": None,
    "open(PATH).read()": "opens the file 'toy.csv'",
    "import os; os.open(PATH, os.O_RDONLY)": "opens the file 'toy.csv'",
    "import pathlib; list(pathlib.Path(PATH).parent.iterdir())": "looks into a folder",
    "try:\n    open(PATH)\nexcept Exception:\n    pass": "opens the file 'toy.csv'",
    "import subprocess; subprocess.run(['cat', PATH])": "something outside (subprocess.Popen)",
    "import os; os.system('true')": "something outside (os.system)",
    "import socket; socket.create_connection(('127.0.0.1', 9))": "something outside (socket.",
    "import sqlite3; sqlite3.connect(PATH)": "something outside (sqlite3.connect)",
    "import duckdb; duckdb.read_csv(PATH)": "(ModuleNotFoundError)",
    "from workbench.parameters import AnalysisParameters as P; P.from_notebook(globals()).seed": (
        "shows the parameter 'seed' past the release"
    ),
    "from workbench.publishing.replaying import Sealed; Sealed().findings": (
        "looks into what came before the gate"
    ),
    "print('Jane Smith')": "prints when it is replayed",
    "raise KeyError('Jane Smith')": "(KeyError)",
    "from IPython.display import display; display({'text/plain': 'a'}, raw=True)": None,
    "%load_ext autoreload\n%autoreload 2": None,
}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Every cell in one process, as a replay runs them."""
    secret = tmp_path_factory.mktemp("data") / "toy.csv"
    secret.write_text("Jane Smith")
    sources = [source.replace("PATH", repr(str(secret))) for source in CELLS]
    release = Release.from_json(toy.release_content())
    return dict(zip(CELLS, replay._replayed(sources, release, "toy"), strict=True))


@pytest.mark.parametrize("source", CELLS)
def test_a_cell_reaches_nothing_but_the_release(found, source):
    one, expected = found[source], CELLS[source]
    assert "Jane" not in json.dumps(one)
    if expected is None:
        replay._check(7, one)
        return
    with pytest.raises(RunError) as raised:
        replay._check(7, one)
    assert expected in str(raised.value)
    assert "Code cell 7" in str(raised.value)


def test_the_release_is_shown_as_a_kernel_shows_it(found):
    (shown,) = found[next(iter(CELLS))]["outputs"]
    assert shown["kind"] == "execute_result"
    assert json.loads(shown["data"][toy.MIME_TYPE]) == toy.release_content()
    (shown,) = next(one for source, one in found.items() if "IPython" in source)["outputs"]
    assert shown == {"kind": "display_data", "data": {"text/plain": "a"}, "metadata": {}}
