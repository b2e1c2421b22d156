"""Pages opened in Chromium, with somebody listening for whatever they ask for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from dataclasses import dataclass
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import inspection
import payloads
import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
HOST = payloads.ADDRESS.removeprefix("http://")


@dataclass(frozen=True)
class Seen:
    """Each page's title once it had run, and what the pages asked the listener for."""

    titles: dict[str, str]
    asked: list[str]


def chromium() -> str:
    """Return the program; without one, skip, or fail where `WORKBENCH_BROWSER=required`."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        refuse = pytest.fail if os.environ.get("WORKBENCH_BROWSER") == "required" else pytest.skip
        refuse("no Chromium on this machine: install the package 'chromium'")
    return str(program)


def opened(pages: dict[str, str], folder: Path) -> Seen:
    """Open pages from the disk, as a reader does, and say what came of it."""
    program = chromium()
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _listener(asked))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        rules = f"MAP {HOST} 127.0.0.1:{server.server_port}"
        titles = {
            name: _title(program, rules, _written(folder / f"{name}.html", page))
            for name, page in pages.items()
        }
    finally:
        server.shutdown()
        server.server_close()
    return Seen(titles, asked)


def _written(path: Path, page: str) -> Path:
    path.write_text(page, encoding="utf-8")
    return path


def _title(program: str, rules: str, page: Path) -> str:
    words = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    words += [f"--user-data-dir={page.parent}/profile", f"--host-resolver-rules={rules}"]
    words += ["--no-first-run", "--disable-background-networking", "--virtual-time-budget=2000"]
    done = subprocess.run(
        [program, *words, "--dump-dom", page.as_uri()], capture_output=True, text=True, timeout=120
    )
    found = re.search("<title>(.*?)</title>", done.stdout, flags=re.DOTALL)
    assert found, done.stderr[-2000:]
    return inspection.words(unescape(found[1]))


def _listener(asked: list[str]) -> type[BaseHTTPRequestHandler]:
    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            content = f"document.title='{payloads.TITLE}'".encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Listener
