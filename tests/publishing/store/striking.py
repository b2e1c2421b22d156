"""A store that fails, or a process that dies, at the nth change of the store.

Run as a program, ``python striking.py ADDRESS WORD KIND NUMBER``, it publishes a report made of one
word, and the index, and is struck at that change.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import EndpointConnectionError, ReadTimeoutError
from botocore.httpsession import URLLib3Session

from workbench.publishing import library, publication
from workbench.publishing.locks import locked
from workbench.publishing.places import Places
from workbench.publishing.store.following import reports_folder

CHANGES = ("PUT", "POST", "DELETE")


class Fault:
    """Strikes at the nth change of the store; one that is away stays away for all that follows."""

    def __init__(self, kind: str, number: int) -> None:
        self.kind, self.left, self.struck = kind, number, False

    def send(self, session: Any, request: Any) -> Any:
        self.left -= request.method in CHANGES
        due = self.left == 0 and request.method in CHANGES and not self.struck
        self.struck = self.struck or due
        if self.kind == "away" and self.struck:
            raise EndpointConnectionError(endpoint_url="the store")
        if due and self.kind == "killed before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = SEND(session, request)
        if due and self.kind == "killed after":
            os.kill(os.getpid(), signal.SIGKILL)
        if due and self.kind == "answer lost":
            raise ReadTimeoutError(endpoint_url="the store")
        return answer


SEND = URLLib3Session.send


@contextmanager
def struck(kind: str, number: int) -> Iterator[Fault]:
    """Strike at the nth change from here on."""
    fault = Fault(kind, number)
    URLLib3Session.send = lambda session, request: fault.send(session, request)
    try:
        yield fault
    finally:
        URLLib3Session.send = SEND


def publish(address: str, word: str, name: str = "one", **facts: Any) -> None:
    """Publish a report as a run does, without one having been needed."""
    home = reports_folder(address)
    places = Places(home, "toy", name)
    with locked(home, places.label):
        publication.recover(places)
        publication.publish(places, contents(word), told(word, **facts))
    library.rebuild(home)


def contents(word: str) -> dict[str, str | bytes]:
    return {"report.html": f"{word} " * 300, "tables.xlsx": word.encode() * 300}


def told(word: str, **facts: Any) -> dict[str, Any]:
    shown = {"title": word, "policy": "open", "data_source": "synthetic", "data_date": None}
    shown |= {"marking": "OFFICIAL", "citation": None, "run_time": "2026-01-02T03:04:05Z"}
    shown |= {"verdicts": {}, "run": "one"}
    return {"key": word, "analysis": "toy", "headline": None, **shown, **facts}


if __name__ == "__main__":
    reports_folder(sys.argv[1])
    with struck(sys.argv[3], int(sys.argv[4])):
        publish(*sys.argv[1:3])
