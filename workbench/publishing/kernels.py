"""The process in which a notebook runs: this Python, with a companion, in a private folder."""

from __future__ import annotations

import os
import re
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from workbench.publishing import companion

QUIET = ("--IPKernelApp.log_level=50",)
"""A kernel's own log has no place among what a run tells."""
LAST_WORDS = re.compile(r"^(?P<kind>\w+(?:Error|Exception))(?P<words>: [^/\\]*)?$", re.MULTILINE)


class Kernels:
    """The kernels started for one notebook; there is more than one where the first would not start.

    Parameters
    ----------
    folder : Path
        A private folder. Kernels keep their connection file and all that is temporary in it, so
        that it goes when the folder is swept, however they ended.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[Any] = []
        (folder / companion.TEMPORARY).mkdir(mode=0o700, exist_ok=True)

    def kill(self) -> None:
        """End every kernel at once, and all that it started."""
        for process in filter(None, self._processes):
            if process.poll() is None:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)

    def last_words(self) -> str:
        """Return what kind of error a kernel ended with that never began, or that it said nothing.

        Not to be asked of a kernel that has read data: its words could hold some.
        """
        try:
            said = (self._folder / companion.SAID).read_text(encoding="utf-8", errors="replace")
        except OSError:
            said = ""
        found = list(LAST_WORDS.finditer(said))
        return found[-1].group().strip() if found else "it said nothing"

    def manager(self) -> type:
        """Return the class of kernel manager that a notebook client takes.

        It starts the Python that runs here: a kernel specification in somebody's own folder could
        name another, and a missing one would be no reason not to run.
        """
        from jupyter_client.kernelspec import KernelSpec
        from jupyter_client.manager import AsyncKernelManager

        kernels = self
        program = [sys.executable, "-P", str(Path(companion.__file__))]
        words = [str(self._folder), "-f", "{connection_file}"]
        spec = KernelSpec(
            argv=[*program, *words],
            display_name="Python 3",
            language="python",
            metadata={"supported_encryption": ["curve"]},
        )

        class Kernel(AsyncKernelManager):
            def __init__(self, **named: Any) -> None:
                super().__init__(**named)
                self.connection_file = str(kernels._folder / "kernel.json")
                # Else whoever is logged in could listen to the outputs on the loopback address.
                self.transport_encryption = "required"

            @property
            def kernel_spec(self) -> KernelSpec:
                return spec

            async def _async_launch_kernel(self, kernel_cmd: list[str], **named: Any) -> None:
                await super()._async_launch_kernel(kernel_cmd, **named)
                kernels._processes.append(getattr(self.provisioner, "process", None))

        return Kernel
