"""Runs a kernel as its child; when it or the run that wanted it ends, all it started ends too.

Run as a program, by the kernel manager: ``python -P companion.py FOLDER WORDS``, where the folder
is private and the words are those of a kernel. It imports nothing of the workbench, so that it is
light.

A kernel can look whether the run is still there only while it is not deep in one long computation,
and a kernel that is killed cannot end what it started itself. This process can do both.
"""

from __future__ import annotations

import gc
import os
import resource
import select
import signal
import sys

TEMPORARY = "temporary"
SAID = "kernel.txt"
SELDOM = 10_000
"""Objects after which Python looks for circles to collect; at its own 700 a fifth of the time that
the libraries take to import goes into looking."""
LOOK_AGAIN = 0.2
"""Seconds between two looks at whether the run is still there."""


def main(folder: str, words: list[str]) -> None:
    """Start a kernel and wait until it, or the run that wanted it, has ended; then end the rest."""
    run = int(os.environ["JPY_PARENT_PID"])
    if os.getpgrp() != os.getpid():
        os.setpgid(0, 0)
    # A core dump would be a copy of the data.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    companion = os.getpid()
    kernel = os.fork()
    if not kernel:
        become_kernel(companion, folder, words)
        return
    watch(kernel, run)
    os.killpg(0, signal.SIGKILL)


def become_kernel(companion: int, folder: str, words: list[str]) -> None:
    """Go on as the kernel; what is temporary, and what it says by itself, stays in the folder."""
    temporary = os.path.join(folder, TEMPORARY)
    os.environ |= {"JPY_PARENT_PID": str(companion), "TMPDIR": temporary}
    said = os.open(os.path.join(folder, SAID), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for stream in (1, 2):
        os.dup2(said, stream)
    gc.set_threshold(SELDOM)
    sys.argv = ["ipykernel_launcher", *words]
    # Not by the launcher, which takes the first folder off the path where it is the project's:
    # there is none of its own to take off, so it would be one that PYTHONPATH names.
    from ipykernel import kernelapp

    kernelapp.launch_new_instance()


def watch(kernel: int, run: int) -> None:
    """Return once the kernel or the run has ended, or this process is asked to end."""
    woken, waking = os.pipe()
    for end in (woken, waking):
        os.set_blocking(end, False)
    ended: list[int] = []
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is meant for the kernel
    signal.signal(signal.SIGTERM, lambda number, _: ended.append(number))
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waking)
    while not ended and os.getppid() == run and os.waitpid(kernel, os.WNOHANG) == (0, 0):
        select.select([woken], [], [], LOOK_AGAIN)
        try:
            os.read(woken, 64)
        except BlockingIOError:
            continue


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
