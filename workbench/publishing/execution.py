"""Running one notebook in a kernel of its own, and judging whether it ran to its end."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from workbench import errors
from workbench.errors import RunError
from workbench.parameters.root import root
from workbench.publishing import stopping
from workbench.publishing.imported import imported
from workbench.publishing.kernels import QUIET, Kernels
from workbench.publishing.limits import Limits, Watch
from workbench.publishing.plan import Run
from workbench.publishing.progress import CellTimer
from workbench.publishing.sanitised import is_explained

EXECUTED = "notebook.ipynb"
KERNEL_STARTS = 3
"""How often a kernel is started: two that start at once can pick the same port, and one dies."""
OUT_OF_MEMORY = ("MemoryError", "_ArrayMemoryError", "OutOfMemoryException", "ArrowMemoryError")


def execute(
    run: Run, folder: Path, *, timer: CellTimer, limits: Limits | None = None
) -> Mapping[str, Any]:
    """Run the notebook of `run` with its parameters.

    Parameters
    ----------
    run : Run
        What to run.
    folder : Path
        A private folder; the executed notebook is left in it.
    timer : CellTimer
        Told of every cell.
    limits : Limits, optional
        How long it may take.

    Returns
    -------
    Mapping
        The executed notebook.

    Raises
    ------
    RunError
        If a cell failed or took too long, the kernel stopped, or the notebook is not complete.
    StoppedError
        If this process was asked to stop.
    WorkbenchError
        What a cell raised itself; only its `public` text is free of values from the data.
    """
    stopping.check()
    kernels = Kernels(folder)
    with Watch(timer, limits or Limits(), kill=kernels.kill) as watch:
        try:
            executed = _in_papermill(run, folder, timer, kernels, watch)
        except Exception:
            # Why a kernel was ended from here tells more than that it is gone.
            watch.check()
            raise
        finally:
            kernels.kill()
            _close_loop()
    check_complete(executed)
    return executed


def _in_papermill(
    run: Run, folder: Path, timer: CellTimer, kernels: Kernels, watch: Watch
) -> Mapping[str, Any]:
    papermill = imported("papermill")
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillException, PapermillExecutionError

    try:
        return _when_the_kernel_starts(
            timer,
            watch,
            papermill.execute_notebook,
            run.notebook,
            folder / EXECUTED,
            parameters=run.parameters.model_dump(mode="json"),
            kernel_name="python3",
            kernel_manager_class=kernels.manager(),
            language="python",
            progress_bar=False,
            request_save_on_cell_execute=False,
            on_cell_execute=timer.begin,
            on_cell_executed=timer.end,
            # The kernel alone starts in the root: this process may run several, in threads.
            resources={"metadata": {"path": str(root())}},
            extra_arguments=list(QUIET),
        )
    except PapermillExecutionError as error:
        raise _explained(error) from error
    except DeadKernelError as error:
        raise RunError(
            f"The kernel stopped {timer.where()}: it was killed, or ran out of memory."
        ) from error
    except (RuntimeError, FileNotFoundError, PermissionError) as error:
        raise RunError(
            f"The kernel could not be started ({kernels.last_words()}). Set the workbench up "
            "afresh, then run again."
        ) from error
    except PapermillException as error:
        raise RunError("Papermill could not run the notebook; the log says why.") from error


def _when_the_kernel_starts(
    timer: CellTimer, watch: Watch, call: Callable[..., Any], *args: Any, **named: Any
) -> Any:
    for _ in range(KERNEL_STARTS - 1):
        try:
            return call(*args, **named)
        except RuntimeError:
            # What the client raises when a kernel dies before its first cell.
            if timer.begun:
                raise
            watch.check()
            _close_loop()
    return call(*args, **named)


def count_cells(run: Run) -> int:
    """Return how many code cells will run: those of the notebook and papermill's own.

    Raises
    ------
    RunError
        If not exactly one cell is tagged ``parameters``: papermill would put its own first, and
        the notebook's defaults would win.
    """
    cells = json.loads(run.notebook.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    tagged = sum("parameters" in cell["metadata"].get("tags", ()) for cell in code)
    if tagged != 1:
        raise RunError(f"{tagged} code cells are tagged 'parameters'; exactly one must be.")
    return sum(bool("".join(cell["source"]).strip()) for cell in code) + 1


def check_complete(notebook: Mapping[str, Any]) -> None:
    """Check that every cell of a notebook ran, once, in order, without error or stray text.

    After a kernel is killed papermill calls every cell completed, so its word is not taken.

    Raises
    ------
    RunError
        Naming the first code cell that is not as it should be.
    """
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    counts = [cell["execution_count"] for cell in code if cell["source"].strip()]
    if counts != list(range(1, len(counts) + 1)):
        raise RunError("Not every code cell ran, once and in order.")
    for number, output in outputs(notebook):
        if output["output_type"] == "error":
            raise RunError(f"Code cell {number} holds an error.")
        if output["output_type"] == "stream":
            raise RunError(
                f"Code cell {number} writes to {output['name']}. A published notebook shows "
                "released findings only: take out the print, or mend what causes the warning."
            )


def outputs(notebook: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield each output of a notebook with the number of its code cell, from 1."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(code, 1):
        for output in cell["outputs"]:
            yield number, output


def _close_loop() -> None:
    """Close the event loop that the notebook client made for this thread and leaves open."""
    from jupyter_core.utils import ensure_event_loop

    loop = ensure_event_loop()
    if not loop.is_running():
        loop.close()
        asyncio.set_event_loop(None)


def _explained(error: Any) -> errors.WorkbenchError:
    """Return an error the workbench explains itself as it was, of any other only its kind."""
    known = getattr(errors, str(error.ename).rsplit(".", 1)[-1], None)
    if (
        isinstance(known, type)
        and issubclass(known, errors.WorkbenchError)
        and is_explained(error.traceback)
    ):
        return known(str(error.evalue))
    if str(error.ename) in OUT_OF_MEMORY:
        return RunError(
            f"Code cell {error.exec_count} ran out of memory. Run fewer at a time (--jobs 1), or "
            "lower what the engine may use (WORKBENCH_MEMORY)."
        )
    return RunError(f"{error.ename} in code cell {error.exec_count}; the log says more.")
