"""A report audited against all that was released before, and entered beside it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.disclosure import Release, policy_named
from workbench.disclosure.ledger import Entry, Found, campaign_of, found_together, said_by
from workbench.disclosure.protection import SECONDS, told_of
from workbench.disclosure.tied import described
from workbench.errors import DisclosureError
from workbench.findings.tally import Ties
from workbench.publishing import discovery
from workbench.publishing.key import Input
from workbench.publishing.ledger import folder_of, intend, named_in, read_entries, settle
from workbench.publishing.locks import locked
from workbench.publishing.places import Places
from workbench.publishing.store.claiming import claim


def must_be_entered(release: Release) -> bool:
    """Tell whether a release is of people and may leave."""
    personal = release.context.data_source == "personal"
    return personal and not policy_named(release.policy).complete


@contextmanager
def entering(
    places: Places,
    release: Release,
    inputs: Sequence[Input],
    *,
    tell: Callable[[str], None] | None = None,
) -> Iterator[list[dict[str, Any]] | None]:
    """Audit a release against the ledger, and enter it if it is published in the meantime.

    Parameters
    ----------
    places : Places
        Of its report, whose lock the caller holds.
    release : Release
    inputs : sequence of Input
        What it was made from.
    tell : callable, optional
        Told who holds the ledger, where there is one to wait for.

    Yields
    ------
    list of dict or None
        What the manifest says of it; None of what is not entered.

    Raises
    ------
    DisclosureError
        If what was released before and this give a small count away together, or the ledger
        cannot be read or written.
    """
    if not must_be_entered(release):
        yield None
        return
    claim(places.reports)
    # Held until it is in place: two reports at once must know of each other.
    with locked(places.reports, "ledger", tell=tell):
        known = read_entries(places.reports)
        entry = entry_of(release, places.label, inputs)
        again = next((one for one in known if _repeats(entry, one)), None)
        entry = replace(entry, id=again.id) if again else entry
        told = [_described(entry, audited(entry, known, release.context.titles))]
        if again:
            yield told
            return
        intend(places.reports, entry)
        try:
            yield told
        finally:
            settle(places)


def entry_of(release: Release, label: str, inputs: Sequence[Input]) -> Entry:
    """Return the entry of a release that is made now."""
    now = datetime.now(UTC)
    ties: Ties | None = getattr(discovery.load(release.context.analysis), "TIES", None)
    return Entry(
        id=f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}",
        run=label,
        time=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        analysis=release.context.analysis,
        policy=release.policy,
        campaign=campaign_of(release),
        inputs=tuple((one.parameter, one.digest) for one in inputs),
        said=said_by(release, ties),
    )


def audited(
    entry: Entry, known: Sequence[Entry], titles: Mapping[str, str]
) -> list[tuple[Entry, Found]]:
    """Attack a release together with each of those that tell of the same people.

    Raises
    ------
    DisclosureError
        If anything small is found out, naming the other release.
    """
    others = [one for one in known if one.id != entry.id and one.shared_worlds(entry)]
    done = []
    for other in others:
        found = found_together(other, entry, seconds=SECONDS)
        if found.tallies:
            raise DisclosureError(_refusal(other, found, titles))
        done.append((other, found))
    return done


def problems(
    folder: Path, facts: Mapping[str, Any], release: Release, inputs: Sequence[Input]
) -> list[str]:
    """Return what is wrong between a published report and the ledger beside it."""
    if not must_be_entered(release):
        return []
    named = named_in(facts)
    if len(named) != 1:
        return ["it tells of people and was not entered in the ledger of releases: run it again"]
    reports = folder.absolute().parent.parent
    if not folder_of(reports).parent.exists():
        return []
    known = read_entries(reports)
    mine = next((entry for entry in known if entry.id == named[0]), None)
    if mine is None:
        return [f"the ledger of releases does not hold its entry {named[0]}"]
    if not _repeats(entry_of(release, mine.run, inputs), mine):
        return ["its entry in the ledger of releases says something else than it does"]
    try:
        audited(mine, known, release.context.titles)
    except DisclosureError as error:
        return [str(error)]
    return []


def _repeats(entry: Entry, known: Entry) -> bool:
    """Tell whether a release says exactly what one of the same report said, from the same files."""
    alike = ("run", "analysis", "policy", "campaign", "inputs")
    return (
        all(getattr(entry, name) == getattr(known, name) for name in alike)
        and entry.said.bounds == known.said.bounds
        and entry.said.people == known.said.people
    )


def _described(entry: Entry, done: Sequence[tuple[Entry, Found]]) -> dict[str, Any]:
    return {
        "id": entry.id,
        "statements": len(entry.said.bounds),
        "audited_against": [
            {"id": other.id, "run": other.run, "taken_as": list(found.taken_as)}
            for other, found in done
        ],
    }


def _refusal(other: Entry, found: Found, titles: Mapping[str, str]) -> str:
    told = told_of([described(tally, titles) for tally in found.tallies])
    whose = ", some of the people who came or left in between" if found.changed else ""
    return (
        f"{len(found.tallies)} small counts can be worked out from this report beside "
        f"'{other.run}' released at {other.time}{whose}: {told}. Nothing is published, and the "
        "earlier report stays. Publish later, when more people have come or changed; put small "
        "groups together under 'groups'; or, only if nobody has read the earlier report, withdraw "
        f"it: take its folder and its entry {other.id} away."
    )
