"""Officers, posts and spending at the end, with gaps: each number added up by hand."""

import numpy as np
import pytest

from workbench.analyses.role_evaluation.estimating.worth import reach_of

GAP = np.nan
OFFICERS = np.array([[8.0, 9.0, GAP], [5.0, 5.0, 6.0], [7.0, 7.0, 7.0]])
POSTS = np.array([[0.0, 2.0, GAP], [0.0, GAP, 1.5], [0.0, 0.0, 0.0]])
ACTUAL = [1, 1, 3]


def test_the_last_known_month_of_each_unit_counts():
    """9 + 6 officers where it has begun; 2 + 1.5 posts."""
    found = reach_of({"officers": OFFICERS, "support": POSTS}, ACTUAL)
    assert (found.officers, found.filled) == (15.0, 3.5)


def test_posts_filled_come_before_support():
    found = reach_of({"officers": OFFICERS, "support": POSTS, "filled": 2 * POSTS}, ACTUAL)
    assert found.filled == 7.0


def test_what_the_file_does_not_tell_is_not_known():
    found = reach_of({"officers": OFFICERS}, ACTUAL)
    assert np.isnan([found.filled, found.funded, found.spent, found.post_years]).all()
    blank = reach_of({"officers": OFFICERS, "filled": np.full((3, 3), GAP)}, ACTUAL)
    assert np.isnan(blank.filled)


def test_spending_counts_from_each_start_and_where_posts_are_known():
    """Unit 1: months 1; its spending before the start is left out. Unit 2: month 2 alone, for in
    month 1 posts are not known. 500 + 700; posts 2 + 1.5 months of a post."""
    spend = np.array([[90.0, 500.0, GAP], [0.0, 600.0, 700.0], [50.0, 50.0, 50.0]])
    found = reach_of({"officers": OFFICERS, "filled": POSTS, "spend": spend}, ACTUAL)
    assert found.spent == 1_200
    assert found.post_years == pytest.approx(3.5 / 12)
    alone = reach_of({"officers": OFFICERS, "spend": spend}, ACTUAL)
    assert alone.spent == 1_800
