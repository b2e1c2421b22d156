"""What is kept of a failed run names where it failed and quotes nothing that could be a record."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from workbench.errors import DataError, RunError
from workbench.publishing import execution, sanitised

ROW = "Jane Doe, 4 May 1990"
HERE = Path(__file__)
KERNEL = [
    "\x1b[31mValueError\x1b[39m                     Traceback (most recent call last)",
    f"\x1b[36mCell\x1b[39m\x1b[36m In[3]\x1b[39m\x1b[32m, line 2\x1b[39m\n----> 2 f('{ROW}')",
    f"\x1b[36mFile \x1b[39m\x1b[32m{HERE}:21\x1b[39m, in \x1b[36mfailed_in\x1b[39m(row)\n  {ROW}",
    f"File {HERE}:7, in Jane",
    f"File /none/{ROW}.py:7, in Jane",
    f"ValueError: {ROW}",
]


def failed_in(row: str) -> sanitised.WorkbenchError | None:
    try:
        int(row)
    except ValueError as error:
        raise KeyError({"row": row}) from error
    return None


def kernel_error(name: str, traceback: list[str], text: str = ROW) -> Exception:
    """Return an error as papermill raises it for one in a kernel."""
    error = Exception(name, traceback)
    vars(error).update(ename=name, evalue=text, traceback=traceback, exec_count=3)
    return error


def test_of_foreign_errors_the_kind_and_the_place_are_kept():
    with pytest.raises(KeyError) as caught:
        failed_in(ROW)
    log = sanitised.log_of(caught.value)
    assert ROW not in log
    assert f'File "{HERE}", line ' in log
    assert f"ValueError: {sanitised.WITHHELD}\nThen:\n" in log
    assert log.endswith(f"KeyError: {sanitised.WITHHELD}")


def test_what_the_workbench_says_itself_is_kept_whole():
    log = sanitised.log_of(DataError("a.csv: 'sex' is blank in 2 rows. Fill it in."))
    assert log == "workbench.errors.DataError: a.csv: 'sex' is blank in 2 rows. Fill it in."


def test_what_the_system_says_is_kept_without_a_name():
    log = sanitised.log_of(OSError(errno.ENOSPC, "No space left on device", f"/x/{ROW}"))
    assert log == "OSError: No space left on device"


def test_an_error_of_a_kernel_is_told_by_its_places():
    log = sanitised.log_of(kernel_error("ValueError", KERNEL))
    assert log.splitlines()[:3] == [
        "In the kernel, ValueError:",
        "  cell 3, line 2",
        f'  File "{HERE}", line 21, in failed_in',
    ]
    assert "Jane" not in log


def test_errors_that_led_round_in_a_ring_end():
    first, second = KeyError(ROW), ValueError(ROW)
    first.__cause__, second.__cause__ = second, first
    assert sanitised.log_of(first).count("Then:") == 1


def test_an_error_of_another_library_with_a_known_name_is_not_believed():
    """pandas has a DataError of its own, and what it says would be shown."""
    told = execution._explained(kernel_error("DataError", ["DataError: ..." + ROW]))
    assert type(told) is RunError
    assert ROW not in str(told)
    ours = execution._explained(
        kernel_error(
            "DataError", ["workbench.errors.DataError: a.csv: no rows."], "a.csv: no rows."
        )
    )
    assert type(ours) is DataError
    assert str(ours) == "a.csv: no rows."


def test_a_kept_notebook_shows_nothing_that_its_cells_showed(tmp_path: Path):
    error = {"output_type": "error", "ename": "ValueError", "evalue": ROW, "traceback": KERNEL}
    shown = {"output_type": "display_data", "data": {"text/html": ROW}, "metadata": {}}
    printed = {"output_type": "stream", "name": "stdout", "text": ROW}
    named = {**error, "ename": ROW}
    cells = [{"cell_type": "code", "source": "f()", "outputs": [shown, printed, error, named]}]
    path = tmp_path / "notebook.ipynb"
    path.write_text(json.dumps({"cells": cells}))
    text = sanitised.notebook_of(path)
    assert text is not None
    assert "Jane" not in text
    (cell,) = json.loads(text)["cells"]
    assert [one["ename"] for one in cell["outputs"]] == ["ValueError", "an error"]
    assert cell["outputs"][0]["traceback"][0] == "  cell 3, line 2"


def test_what_the_workbench_said_in_a_cell_is_kept(tmp_path: Path):
    said = DataError("a.csv: no rows.")._render_traceback_()
    error = {"output_type": "error", "ename": "DataError", "evalue": "a.csv: no rows."}
    cells = [{"cell_type": "code", "outputs": [{**error, "traceback": said}]}]
    path = tmp_path / "notebook.ipynb"
    path.write_text(json.dumps({"cells": cells}))
    assert "a.csv: no rows." in str(sanitised.notebook_of(path))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": 3}', '{"cells": [{}]}', "\x00"])
def test_half_a_notebook_is_not_kept(text: str, tmp_path: Path):
    path = tmp_path / "notebook.ipynb"
    path.write_text(text)
    assert sanitised.notebook_of(path) is None
