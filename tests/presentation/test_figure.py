"""The frame of a chart: names of one length, few words to hear, rows that can be told apart."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from workbench.presentation.figure import LONGEST, chart_view, spoken
from workbench.presentation.grid import LONGEST_ID, short_anchor, table_html

RELEASE = SimpleNamespace(marking="OFFICIAL", exact=False)
TITLE = "Of every 100 applicants from a group with a long name, 11 started; of every 100 others, 17"


def chart(rows, alternative="Dot chart. Women: 11."):
    return chart_view(
        RELEASE,
        lambda axes, narrow: axes.plot([narrow]),
        name=TITLE,
        title=TITLE,
        subtitle="Lines: likely ranges.",
        alternative=alternative,
        heights=(100, 100),
        margins=(8, 8),
        data=(["Stage", "Group", "Of every 100"], rows),
        findings=("sex",),
    ).html


def test_ids_are_short_and_references_resolve():
    """An id as long as a paragraph is read out by some screen readers, and changes with it."""
    html = chart([["Sift", "Women", "11"]])
    ids = re.findall(r'<(?:div|caption|p|figure)\b[^>]* id="([^"]*)"', html)
    assert len(ids) == len(set(ids)) == 2
    assert all(len(one) <= LONGEST_ID + len("-data") for one in ids)
    assert {*re.findall(r'aria-labelledby="([^"]*)"', html)} == {*ids}


def test_the_id_of_the_data_of_a_chart_does_not_change_with_its_numbers():
    """A link to a table would break with each new campaign."""
    assert re.findall(r'<caption id="([^"]*)"', chart([["Sift", "Women", "11"]])) == [
        f"{short_anchor('chart', TITLE)}-data"
    ]


def test_long_texts_that_begin_alike_have_ids_of_their_own():
    """Two tables would be named by the caption of the first."""
    first, second = (short_anchor("table", f"{TITLE} {end}") for end in ("now", "then"))
    assert first != second
    assert first == short_anchor("table", f"{TITLE} now")
    assert f'id="{first}"' in table_html(RELEASE, f"{TITLE} now", ["Group"], [["Women"]])


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        ([["Sift", "Women", "11"], ["Offer", "Women", "9"]], 1),
        ([["Sift", "Women", "11"], ["Sift", "Men", "12"]], 2),
        ([["Sift", "11"], ["Sift", "12"]], 1),
        ([], 1),
    ],
)
def test_each_row_of_data_is_told_from_the_others_by_its_headings(rows, heads):
    """Two rows would be announced as the same stage, and nothing would say whose."""
    html = chart(rows)
    assert html.count('<th scope="row">') == heads * len(rows)


def test_a_long_list_of_values_is_heard_in_the_table_instead():
    """A listener cannot go back in the name of a picture, as one can in a table."""
    values = [f"Group {number}: {number}" for number in range(60)]
    text = spoken(f"Dot chart. {'; '.join(values)}.")
    assert text.startswith("Dot chart. Group 0: 0; Group 1: 1; ")
    assert len(text) < LONGEST + 60
    told = text.count("Group")
    assert text.endswith(f"; {60 - told} more in the data table that follows.")


def test_a_long_sentence_is_not_cut():
    """Half a sentence could say the opposite of the whole."""
    sentence = f"Dot chart. {'No difference was seen, ' * 40}11."
    assert spoken(sentence) == sentence
