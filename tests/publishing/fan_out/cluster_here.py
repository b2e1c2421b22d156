"""A cluster of worker processes on this machine: ``cluster_here.py WORKERS [TOY_ROOT]``.

It prints the scheduler's address and ends when its standard input does. A program of its own, so
that what the libraries warn of is no business of the tests.
"""

from __future__ import annotations

import os
import sys

import toy_worker
from distributed import LocalCluster


def main(count: int, toy_root: str | None = None) -> None:
    """Keep a cluster for as long as somebody holds the other end of the standard input."""
    options = {}
    if toy_root:
        os.environ["WORKBENCH_ROOT"] = toy_root
        options["preload"] = [toy_worker.__file__]
        # The scheduler, which is in this process, reads runs to pass them on.
        toy_worker.dask_setup(None)
    with LocalCluster(
        n_workers=count,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=None,
        memory_limit=0,
        **options,
    ) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
