"""What was found of whole campaigns, as tables."""

from __future__ import annotations

import numpy as np

from benchmarks.validity.campaigns import Intake, fair_campaign
from benchmarks.validity.false_alarms import RULE, SEED, Share, Simulated
from benchmarks.validity.gate import goes_the_same_way
from benchmarks.validity.other_rules import Rules, four_fifths_alone, rules, stage_pairs
from benchmarks.validity.questions import POLICIES
from benchmarks.validity.tables import percent, table

SIZES = (400, 1_500, 5_600)
GATE_SEED = SEED + 1
Fair = dict[tuple[int, str], Simulated]


def gate_line(intake: Intake, campaigns: int) -> str:
    """Say how many campaigns the whole way of a report agrees on."""
    random = np.random.default_rng(GATE_SEED)
    agree = [
        goes_the_same_way(intake, fair_campaign(intake, size, random), policy)
        for size in SIZES
        for policy in POLICIES
        for _ in range(campaigns)
    ]
    return f"Released as a report is, and found the same: {sum(agree)} of {len(agree)} campaigns."


def false_alarm_table(fair: Fair) -> str:
    """Share of fair campaigns with any evidence."""
    rows = [
        (
            f"{size:,}",
            policy,
            len(found.counts),
            *(_told(found.any_evidence(family)) for family in ("headline", "drill-down", None)),
        )
        for (size, policy), found in fair.items()
    ]
    head = ("Applicants", "Policy", "Campaigns", "Headline %", "Drill-down %", "Either %")
    return table(head, rows)


def campaign_coverage_table(fair: Fair) -> str:
    """Coverage of the true ratio of 1, question by question, where all sides have 10 or more."""
    rows = []
    for (size, policy), found in fair.items():
        often = found.counts[:, :, [1, 3]].min(axis=(0, 2)) >= RULE.minimum_group
        often &= found.shown.mean(axis=0) > 0.5
        each = found.covered[:, often].sum(axis=0) / found.shown[:, often].sum(axis=0)
        within = (each >= 0.935) & (each <= 0.965)
        rows.append(
            (
                f"{size:,}",
                policy,
                percent(found.covered.sum() / found.shown.sum(), 2),
                int(often.sum()),
                int(within.sum()),
                percent(each.min()),
                percent(each.max()),
            )
        )
    head = ("Applicants", "Policy", "All shown %", "Questions", "In 93.5 to 96.5", "Least", "Most")
    return table(head, rows)


def other_rules_table(fair: Fair) -> str:
    """Other rules on the same campaigns, with exact counts."""
    rows = []
    for (size, policy), found in fair.items():
        if policy == "analyst":
            drill_down = (found.questions["family"] == "drill-down").to_numpy()
            for name, members in (("54 pairs", stage_pairs(found)), ("All", drill_down)):
                rows.append((f"{size:,}", name, int(members.sum()), *_rules(rules(found, members))))
    head = (
        "Applicants",
        "Questions",
        "of them",
        "Unadjusted %",
        "Holm in each characteristic %",
        "Holm over all %",
        "Four-fifths %",
    )
    return table(head, rows)


def four_fifths_table() -> str:
    """Exact chance of a ratio below four fifths in one fair comparison."""
    rates = (0.3, 0.4, 0.5, 0.7)
    rows = [
        (n, others, *(percent(four_fifths_alone(n, others, rate)) for rate in rates))
        for n in (20, 100)
        for others in (n, 200, 1_000)
    ]
    return table(("Group", "Comparator", *(f"{rate:.0%} pass" for rate in rates)), rows)


def _rules(found: Rules) -> tuple[str, ...]:
    return tuple(
        _told(share)
        for share in (found.unadjusted, found.holm_within, found.holm_across, found.four_fifths)
    )


def _told(share: Share) -> str:
    return f"{percent(share.value)} ± {percent(share.error)}"
