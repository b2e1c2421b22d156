"""If these fail, a count is audited as one of other people than those it counts."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.recruitment_funnel import TIES, Parameters, analyse
from workbench.disclosure.policy import policy_named
from workbench.disclosure.tied import Tied, count_names, text_keys, tie
from workbench.errors import DisclosureError
from workbench.findings import Findings
from workbench.findings.tally import Tally
from workbench.parameters.root import INSTALLED

STAGES = ("sift", "online_test", "assessment_centre", "offer", "pre_employment_checks", "start")
WAYS = {
    "Fail": "failed",
    "Withdrew": "withdrew",
    "No show": "no_show",
    "Expired": "expired",
    "Pending": "pending",
}
CIRCUMSTANCES = (
    "region",
    "route",
    "channel",
    "sift_panel",
    "assessment_centre_panel",
    "assessment_centre_panel_mix",
)
CONSISTENT_ONLY = ("support", "days of ")
"""Told from two dates each; that a count tied to the same people has the same value is checked."""
PASS_MARKS = {
    "sift": (40, 45, 50, 55, 60),
    "online_test": (45, 50, 55, 60, 65),
    "assessment_centre": (50, 55, 60, 65, 70),
}
FOLDER = INSTALLED / "data" / "synthetic" / "recruitment_funnel"


@cache
def stated() -> Findings:
    path = INSTALLED / "parameters" / "recruitment_funnel" / "synthetic.yaml"
    return analyse(Parameters.from_file(path))


@cache
def tied() -> Tied:
    return tie(stated(), TIES, policy_named("analyst"))


def befell(person: pd.Series) -> set[str]:
    """Return what became of one person, read off the columns of the file."""
    found = set()
    for stage in STAGES:
        outcome = person[stage]
        if outcome in WAYS:
            return found | {f"{stage} {WAYS[outcome]}"}
        found.add(f"{stage} {'exempt' if outcome == 'Exempt' else 'passed'}")
    return found | {"through"}


def mark_bands(marks: pd.Series, cuts: tuple[int, ...]) -> pd.Series:
    """Return the highest pass mark that each mark reaches."""
    told = pd.to_numeric(marks.replace("", None))
    band = pd.Series("lowest", index=marks.index)
    for cut in cuts:
        band[told >= cut] = str(cut)
    return band.mask(told.isna(), "no mark")


@cache
def people(file: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return each applicant's answers by dimension, and what befell whom, of one file."""
    rows = pd.read_csv(FOLDER / file, dtype=str, keep_default_na=False)
    for name in stated().context.titles:
        silent = "Not recorded" if name in CIRCUMSTANCES else "Not declared"
        rows[name] = rows[name].replace(["", "Prefer not to say", "Not declared"], silent)
    for stage, cuts in PASS_MARKS.items():
        rows[f"mark of {stage}"] = mark_bands(rows[f"{stage}_score"], cuts)
    rows["scheme"] = rows["disability_confident_scheme"].replace("", "Not recorded")
    events = pd.get_dummies(rows.apply(befell, axis=1).explode()).groupby(level=0).any()
    return rows, events.reindex(columns=TIES.people(stated().context).events, fill_value=False)


def counted(one: Tally) -> int | None:
    """Return how many applicants of the file a tally counts; None where it is not told here."""
    if any(name.startswith(CONSISTENT_ONLY) for who in one.who for name, _ in who):
        return None
    file = "earlier_applications.csv" if one.world else "applications.csv"
    here = of_groups(file, "campaign", frozenset([one.world or "2023-03"]))
    member = np.zeros_like(here)
    for who in one.who:
        groups = [of_groups(file, name, labels) for name, labels in who]
        member |= np.logical_and.reduce([here, *groups])
    return int((member & of_events(file, one.events)).sum())


@cache
def of_groups(file: str, name: str, labels: frozenset[str]) -> np.ndarray:
    return people(file)[0][name].isin(labels).to_numpy()


@cache
def of_events(file: str, events: frozenset[str]) -> np.ndarray:
    return people(file)[1][list(events)].any(axis=1).to_numpy()


def test_every_count_is_the_number_of_applicants_its_tally_names():
    """Against the rows of the file, group by group and event by event, without the workbench."""
    told = {one: counted(one) for one in tied().tallies if one.world != "rows"}
    checked = {one: number for one, number in told.items() if number is not None}
    exact = dict(zip(tied().tallies, tied().exact.tolist(), strict=True))
    wrong = {
        str(one): (exact[one], number) for one, number in checked.items() if exact[one] != number
    }
    assert wrong == {}
    assert len(checked) > 4_500
    unchecked = {name for one in told.keys() - checked.keys() for who in one.who for name, _ in who}
    assert all(
        name.startswith(CONSISTENT_ONLY) or name in ("disability", "scheme") for name in unchecked
    )


def test_rows_are_of_nobody_in_the_campaign():
    """Else rows set aside are taken for applicants, and the audit finds a contradiction."""
    rows = {one: n for one, n in zip(tied().tallies, tied().exact, strict=True) if one.world}
    told = {tuple(sorted(one.events)): int(n) for one, n in rows.items() if one.world == "rows"}
    assert told[("set aside",)] == 0
    assert told[("counted", "set aside")] == len(people("applications.csv")[0])


def test_every_count_of_every_finding_is_tied():
    """Else a new question's counts are rounded apart, and no audit looks at them."""
    for finding, places in zip(stated().findings, tied().places, strict=True):
        for name in count_names(finding):
            assert (places[name] >= 0).all(), f"{finding.name}: {name}"


def test_every_label_and_event_of_a_tally_is_one_that_people_have():
    """Else a tally adds up too few: a label that is misspelt counts nobody."""
    everybody = TIES.people(stated().context)
    for one in tied().tallies:
        if one.world != "rows":
            assert one.events <= set(everybody.events)
        for who in one.who:
            assert all(labels and labels <= set(everybody.dimensions[name]) for name, labels in who)


def test_a_finding_that_no_one_tied_is_refused_by_name():
    """Else it is a KeyError, or worse, a count that nobody audits."""
    finding = stated().findings[3]
    keys = text_keys(finding.cells.to_dict("records")[0])
    with pytest.raises(DisclosureError, match=r"'new question'.*Tie the finding"):
        TIES.tally("new question", keys, "entered", stated().context)


def test_one_tally_with_two_values_is_refused():
    """Else ties that are wrong go unseen."""
    findings = stated()
    campaign = next(one for one in findings.findings if one.name == "campaign")
    cells = campaign.cells.copy()
    cells.loc[0, "entered"] += 1
    other = type(campaign)(campaign.name, campaign.section, campaign.title, cells)
    with pytest.raises(DisclosureError, match="another value"):
        tie(
            Findings(findings.context, (*findings.findings[:3], other), TIES),
            TIES,
            policy_named("open"),
        )


def test_sensitive_characteristics_by_place_are_tied_to_nothing_under_open():
    """Else what is never shown by region is hidden for, at the cost of what is."""
    shown, every = tie(stated(), TIES, policy_named("open")), tied()
    assert set(shown.tallies) < set(every.tallies)
    for one in set(every.tallies) - set(shown.tallies):
        names = {name for who in one.who for name, _ in who}
        assert names & {"disability", "religion", "sexual_orientation"}
    assert np.array_equal(
        [dict(zip(every.tallies, every.exact, strict=True))[one] for one in shown.tallies],
        shown.exact,
    )
