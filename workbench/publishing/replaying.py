"""The process that runs a notebook's cells again with its release in place of every input."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from workbench.publishing import guard
from workbench.publishing.companion import SELDOM

NO_MAGIC = ("load_ext", "autoreload")


class Sealed:
    """Stands for what only the exact data could tell; whoever looks into it is refused."""

    def __getattribute__(self, name: str) -> NoReturn:
        """Refuse."""
        raise guard.Refused("looks into what came before the gate")


class Parameters:
    """Stands for the parameters: their policy, and nothing else."""

    def __init__(self, policy: str) -> None:
        self.policy = policy

    def __getattr__(self, name: str) -> NoReturn:
        """Refuse."""
        raise guard.Refused(f"shows the parameter '{name}' past the release")


def main() -> None:
    """Read cells and a release from standard input, write what every cell shows to the output."""
    gc.set_threshold(SELDOM)
    # Nothing but the answer may reach the output, whatever the cells print.
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answer:
        os.dup2(2, 1)
        asked = json.load(sys.stdin)
        json.dump(replayed(asked["cells"], asked["release"], asked["analysis"]), answer)


def replayed(cells: list[str], release: str, analysis: str) -> list[dict[str, Any]]:
    """Run cells one after the other; what each shows, prints and was refused.

    Parameters
    ----------
    cells : list of str
        The sources.
    release : str
        JSON of the one release that they may draw from.
    analysis : str
        Whose `analyse` is sealed.

    Returns
    -------
    list of dict
        ``outputs`` (kind, data, metadata), ``printed``, ``error`` and ``refused`` of each cell.
    """
    shell, shown = _shell()
    refused: list[str] = []
    _stand_in(json.loads(release), analysis)
    guard.close(refused.append, _known_folders())
    found = []
    for source in cells:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
            result = shell.run_cell(source, store_history=True)
        found.append(
            {
                "outputs": list(shown),
                "printed": bool(printed.getvalue()) and result.success,
                "error": _told(result.error_before_exec or result.error_in_exec),
                "refused": list(refused),
            }
        )
        shown.clear()
        refused.clear()
    return found


def _told(error: BaseException | None) -> str | None:
    """Return the kind of an error; its text may hold a value."""
    if error is None:
        return None
    return str(error) if isinstance(error, guard.Refused) else type(error).__name__


def _known_folders() -> tuple[Path, ...]:
    """Return where drawings keep what they remember, and the tables of time zones."""
    import zoneinfo

    import matplotlib as mpl

    # Its list of the system's fonts is found or made before the door is closed.
    import_module("matplotlib.font_manager")
    drawing = (mpl.get_cachedir(), mpl.get_configdir())
    return tuple(Path(folder) for folder in (*drawing, *zoneinfo.TZPATH))


def _stand_in(content: Mapping[str, Any], analysis: str) -> None:
    """Put the release where it would be made, and seals where data would be."""
    from workbench import disclosure
    from workbench.disclosure import Release
    from workbench.parameters import AnalysisParameters

    release = Release.from_json(content)

    def stand_in(*_: object, **__: object) -> Release:
        return release

    disclosure.release = stand_in
    sys.modules["workbench.disclosure.release"].release = stand_in  # type: ignore[attr-defined]
    parameters = Parameters(release.policy)
    for name in ("from_notebook", "from_values", "from_file"):
        setattr(AnalysisParameters, name, lambda *_, **__: parameters)
    with contextlib.suppress(ModuleNotFoundError):
        import_module(f"workbench.analyses.{analysis}").analyse = lambda *_: Sealed()  # type: ignore[attr-defined]


def _shell() -> tuple[Any, list[dict[str, Any]]]:
    """Return a shell as a kernel has it, and the list that takes what it shows."""
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    shown: list[dict[str, Any]] = []

    class Hook(DisplayHook):
        def write_output_prompt(self) -> None:
            pass

        def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
            shown.append({"kind": "execute_result", "data": format_dict, "metadata": md_dict or {}})

        def finish_displayhook(self) -> None:
            self._is_active = False

    class Publisher(DisplayPublisher):
        def publish(self, data: Any, metadata: Any = None, *_: Any, **named: Any) -> None:
            kind = "update_display_data" if named.get("update") else "display_data"
            shown.append({"kind": kind, "data": data, "metadata": metadata or {}})

    quiet = Config({"HistoryManager": {"enabled": False}})
    shell = InteractiveShell(config=quiet, displayhook_class=Hook, display_pub_class=Publisher)
    # `display` and `get_ipython` find the one shell of a process by its class.
    InteractiveShell._instance = shell  # type: ignore[assignment]
    nothing: Any = _nothing
    for name in NO_MAGIC:
        shell.register_magic_function(nothing, "line", name)
    return shell, shown


def _nothing(_line: str) -> None:
    """Stand for a magic that a replay has no use for."""


if __name__ == "__main__":
    main()
