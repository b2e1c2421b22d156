"""What reaches a terminal, or a log that somebody prints on one: no text can move or colour it."""

from __future__ import annotations

import unicodedata
from io import StringIO

import payloads
import pytest
import toy_project as toy
from typer.testing import CliRunner

from workbench.cli import app
from workbench.publishing import failures
from workbench.publishing.console import printable
from workbench.publishing.files import read_json
from workbench.publishing.places import Places
from workbench.publishing.plan import plan
from workbench.publishing.progress import Progress

HIDING = [*payloads.HIDING, "Leeds\udcff", "a\u2028b", "a\u2029b", "a\x7fb"]


def strange(text):
    """Return the characters of a text that a terminal may take for orders."""
    kinds = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return {mark for mark in set(text) - {"\n"} if unicodedata.category(mark) in kinds}


class Terminal(StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("payload", HIDING)
def test_progress_writes_out_what_cannot_be_seen(payload):
    """A label in a message would clear the screen, or write over what stands there."""
    stream = StringIO()
    Progress(stream).say(payload, f"failed: {payload!s}")
    assert strange(stream.getvalue()) == set()
    assert stream.getvalue().count(ascii(payload)[1:-1]) == 2


@pytest.mark.parametrize("payload", payloads.SHOWN)
def test_progress_shows_other_texts_as_they_are(payload):
    """A name would stand there as another one."""
    stream = StringIO()
    Progress(stream).say("toy/one", payload)
    assert stream.getvalue() == f"toy/one  {payload}\n"


def test_progress_moves_the_cursor_itself_only():
    """A terminal's line could not be written over any more."""
    stream = Terminal()
    progress = Progress(stream)
    progress.tick("toy/one", "\x1b[31mcell 1")
    progress.say("toy/one", "done")
    assert stream.getvalue() == "toy/one  \\x1b[31mcell 1\r\x1b[Ktoy/one  done\n"


@pytest.mark.parametrize("name", ["Leeds\x1b[2J.yaml", "Leeds\udcff.yaml", "sdeeL\u202e.yaml"])
def test_a_message_about_a_strange_file_is_plain(tmp_path, monkeypatch, name):
    """The name of a file that somebody sent would act on the terminal of who runs it."""
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(app, ["run", name], env={"WORKBENCH_ROOT": str(tmp_path)})
    assert told.exit_code == 2
    assert name.encode("utf-8", "surrogateescape") not in told.stderr_bytes
    assert printable(name) in told.stderr
    assert strange(told.stderr) == set()


@pytest.mark.parametrize("payload", payloads.HIDING)
def test_what_is_kept_of_a_failure_can_be_printed(project, reports, payload):
    """A log holds messages of other programs, which quote whatever they were given."""
    run = plan([toy.write_parameters(project)])[0][0]
    places = Places(reports, "toy", "one")
    failures.record(places, run, reason=payload, log=f"ValueError: {payload}")
    log = (places.failed / failures.LOG).read_text(encoding="utf-8")
    reason = read_json(places.failed / failures.FILE)["reason"]
    assert strange(log) == strange(reason) == set()


def test_text_that_is_seen_stays():
    """Names would lose their accents."""
    kept = "Siân, Łódź, 中文, 😀 – “Hull”\n\tYork"
    assert printable(kept) == kept
