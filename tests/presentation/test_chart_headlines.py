"""Headlines of charts can be read at a glance, and the figures behind them are folded."""

from __future__ import annotations

import re
from functools import partial

import pandas as pd
import pytest

from tests.presentation.drawn import drawn, unreadable
from tests.presentation.test_views import BEHIND, made
from workbench.analyses.recruitment_funnel.report.campaigns.chart import TITLES
from workbench.analyses.recruitment_funnel.report.campaigns.sentences import FOUND
from workbench.presentation import chart, section
from workbench.presentation.drawing.dots import draw_gains

LONG = "Women who came by a scheme with a name of many words"


def test_a_headline_names_its_groups_while_that_is_short():
    found = made(BEHIND)
    title = chart.overall_chart(found, found["sex"]).text
    assert title == "Sex: evidence of a disparity over all stages for women"


@pytest.mark.parametrize(
    ("groups", "end"), [((LONG,), "all stages"), ((LONG, f"{LONG}, too"), "stages for 2 groups")]
)
def test_a_long_headline_counts_its_groups(groups, end):
    found = made({"Men": BEHIND["Men"], **dict.fromkeys(groups, BEHIND["Women"])})
    title = chart.overall_chart(found, found["sex"]).text
    assert title.endswith(end)
    assert len(title) <= chart.LONGEST


def test_the_figures_of_a_characteristic_are_folded_below_its_chart():
    shown = section.characteristic_sections(made(BEHIND)).html
    folded = re.search(r"<summary>Over all stages, in figures.*?</details>", shown, re.DOTALL)
    assert folded
    assert "Sex: each group over all stages" in folded[0]
    assert shown.index("<figure") < folded.start()


def test_whatever_became_of_a_gap_has_a_headline():
    assert set(TITLES) == set(FOUND)


@pytest.mark.parametrize("narrow", [False, True])
def test_the_words_beside_bars_of_people_can_be_read(narrow):
    """The first bar needs room above it for its own name, on a narrow screen."""
    frame = pd.DataFrame(
        {
            "stage": ["Sift", "Online test", "Start"],
            "gained": [1.0, 25.0, -5.0],
            "shown": ["fewer than 5 more", "about 25 more", "about 5 fewer"],
        }
    )
    axes = drawn(partial(draw_gains, frame), (208, 256), (224, 8), narrow=narrow)
    assert unreadable(axes) == []
    top = axes.get_window_extent().y1
    assert all(text.get_window_extent().y1 <= top + 1 for text in axes.texts)
