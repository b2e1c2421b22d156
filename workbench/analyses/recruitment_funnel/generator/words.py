"""The words of an intake file that only its generator needs."""

from __future__ import annotations

SOURCE = "Made up for this workbench"

STAGES: tuple[str, ...] = (
    "sift",
    "online_test",
    "assessment_centre",
    "offer",
    "pre_employment_checks",
    "start",
)
STAGE_TITLES = dict(
    zip(
        STAGES,
        ("sift", "online test", "assessment centre", "offer", "pre-employment checks", "start"),
        strict=True,
    )
)
SCORED_STAGES = ("sift", "online_test", "assessment_centre")
PANEL_STAGES = ("sift", "assessment_centre")

OUTCOME_LABELS = ("Pass", "Fail", "Withdrew", "No show", "Expired", "Pending", "Exempt")
PASS, FAIL, WITHDREW, NO_SHOW, EXPIRED, PENDING, EXEMPT = range(len(OUTCOME_LABELS))
BLANK = -1
"""Code of a blank field: the stage was not reached, or there is nothing to record."""

ROUTES = (
    "External",
    "PSO progression with degree",
    "PSO progression without degree",
    "Accelerated",
    "Part-time",
)
CHANNELS = (
    "Civil Service Jobs",
    "Probation careers website",
    "Job board",
    "Social media",
    "University careers event",
    "Word of mouth",
)
YES_NO = ("Yes", "No")
PANELS = tuple(f"Panel {number:02d}" for number in range(1, 26))
PANEL_MIX_STAGE = "assessment_centre"
PANEL_MIXES = ("Diverse", "Not diverse", "Not recorded")
PANEL_MIX = (0, 1, 0, 0, 2, 1, 0, 1, 1, 0, 2, 0, 1, 0, 0, 1, 2, 0, 1, 0, 1, 2, 0, 1, 0)
"""Which of the mixes each panel is, in the order of the panels."""
