"""What is kept of a failed run: where it failed and on what kind of error, and no value.

A message of another library can quote the value it fell over, and with it somebody's record. So of
errors that the workbench does not raise itself only the kind and the places in the code are kept.
"""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from workbench.errors import WorkbenchError

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
PLACE = re.compile(r"(?:File (?P<file>\S.*?[.]py):|Cell In\[(?P<cell>\d+)\], line )(?P<line>\d+)")
FUNCTION = re.compile(r", in (?P<name>[A-Za-z_<][\w.<>]*)")
KIND = re.compile(r"^[A-Za-z_][\w.]*$")
RAISED_HERE = "workbench.errors."
WITHHELD = "its message may hold values from the data, and is not kept"


def log_of(error: BaseException | None) -> str:
    """Return an error, and those that led to it, without a word that could be from the data.

    Parameters
    ----------
    error : BaseException, optional
        What ended a run; one that stands for an error in a kernel has its place there told too.

    Examples
    --------
    >>> print(log_of(KeyError("Jane Doe")))
    KeyError: its message may hold values from the data, and is not kept
    >>> print(log_of(WorkbenchError("a.csv: no rows. Add some.")))
    workbench.errors.WorkbenchError: a.csv: no rows. Add some.
    """
    told = [_told(one) for one in _led_to(error)]
    return "\nThen:\n".join(reversed(told))


def notebook_of(path: Path) -> str | None:
    """Return an executed notebook with nothing that its cells showed, and its errors as places.

    Parameters
    ----------
    path : Path
        A notebook as papermill left it.

    Returns
    -------
    str, optional
        None where the file holds no notebook, as when its writer was killed.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"] = [_cleaned(one) for one in _errors(cell["outputs"])]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def is_explained(kernel_traceback: Sequence[str]) -> bool:
    """Tell whether an error of a kernel is one that the workbench raised and explains.

    Other libraries have a ``DataError`` too; the name alone does not tell whose it is.
    """
    return "".join(kernel_traceback).startswith(RAISED_HERE)


def kernel_places(kernel_traceback: Sequence[str]) -> list[str]:
    r"""Return the places in the code that a kernel's traceback goes through.

    Examples
    --------
    >>> kernel_places(["Cell In[3], line 7\n----> 7 int('Jane')", "ValueError: 'Jane'"])
    ['  cell 3, line 7']
    """
    places = []
    for line in COLOUR.sub("", "\n".join(kernel_traceback)).splitlines():
        if (found := PLACE.match(line)) and (place := _place(found, line[found.end() :])):
            places.append(place)
    return places


def _place(found: re.Match[str], rest: str) -> str | None:
    if found["cell"]:
        return f"  cell {found['cell']}, line {found['line']}"
    file = Path(found["file"]).expanduser()
    function = FUNCTION.match(rest)
    # A message can have lines that look like a place; it cannot make the code there be.
    if function is None or not file.is_file() or not _has(file, function["name"]):
        return None
    return f'  File "{file}", line {found["line"]}, in {function["name"]}'


def _has(file: Path, function: str) -> bool:
    name = function.rsplit(".", 1)[-1]
    code = file.read_text(encoding="utf-8", errors="replace")
    return name in ("<module>", "<lambda>") or bool(re.search(rf"\bdef {re.escape(name)}\b", code))


def _led_to(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        hidden = error.__suppress_context__
        error = error.__cause__ or (None if hidden else error.__context__)


def _told(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    places = [f'  File "{one.filename}", line {one.lineno}, in {one.name}' for one in frames]
    of_kernel = getattr(error, "traceback", None)
    if isinstance(of_kernel, list) and hasattr(error, "ename"):
        places += [f"In the kernel, {_kind(error.ename)}:", *kernel_places(of_kernel)]
    return "\n".join([*places, f"{_name(type(error))}: {_message(error)}"])


def _name(kind: type[BaseException]) -> str:
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _message(error: BaseException) -> str:
    if isinstance(error, WorkbenchError):
        return str(error)
    # What the system says of a file or a disk is of a fixed list.
    if isinstance(error, OSError) and error.errno is not None:
        return str(error.strerror)
    return WITHHELD


def _kind(name: object) -> str:
    return str(name) if KIND.match(str(name)) else "an error"


def _errors(outputs: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return (one for one in outputs if one["output_type"] == "error")


def _cleaned(error: dict[str, Any]) -> dict[str, Any]:
    explained = is_explained(error["traceback"])
    return {
        "output_type": "error",
        "ename": _kind(error["ename"]),
        "evalue": error["evalue"] if explained else WITHHELD,
        "traceback": error["traceback"] if explained else kernel_places(error["traceback"]),
    }
