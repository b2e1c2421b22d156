"""Nobody else on the machine can listen to a notebook while it runs."""

from __future__ import annotations

import asyncio
from pathlib import Path

import zmq

from workbench.publishing.kernels import Kernels


def test_a_kernel_speaks_to_its_owner_only(tmp_path: Path):
    """Breaks if outputs, exact ones under `analyst`, cross the loopback in clear again."""
    assert asyncio.run(overheard(Kernels(tmp_path).manager())) == (True, False)


async def overheard(kind: type) -> tuple[bool, bool]:
    """Return whether the owner of a kernel, and whether a stranger, hears what it says."""
    manager = kind()
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    with zmq.Context() as context, context.socket(zmq.SUB) as stranger:
        stranger.linger = 0
        stranger.setsockopt(zmq.SUBSCRIBE, b"")
        stranger.connect(f"tcp://127.0.0.1:{manager.iopub_port}")
        await client.wait_for_ready(timeout=60)
        reply = await client.execute_interactive("40 + 2", timeout=60, output_hook=lambda _: None)
        owner = reply["content"]["status"] == "ok"
        listened = bool(stranger.poll(1000))
    client.stop_channels()
    await manager.shutdown_kernel(now=True)
    return owner, listened
