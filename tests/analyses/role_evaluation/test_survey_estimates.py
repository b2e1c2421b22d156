"""What staff say: the change with a role less that without it, and how sure that is."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t as student
from statsmodels.miscmodels.ordinal_model import OrderedModel

from workbench.analyses.role_evaluation.estimating.survey.change import item_change
from workbench.analyses.role_evaluation.estimating.survey.doubles import doubles
from workbench.analyses.role_evaluation.estimating.survey.groups import group_difference
from workbench.analyses.role_evaluation.estimating.survey.sample import Answers, sample_of
from workbench.analyses.role_evaluation.estimating.survey.weights import weighted_for_nonresponse
from workbench.errors import EstimationError
from workbench.records.panel.waves import AnswerCounts
from workbench.records.panel.waves.invited import Invited

BY_HAND = np.array(
    # With the role: 4 of 10 agree, then 7 of 10; without: 5 of 10, then 6 of 10.
    [[[2, 2, 2, 3, 1], [1, 1, 1, 4, 3]], [[1, 2, 2, 2, 3], [1, 1, 2, 3, 3]]]
)


def plain(people: np.ndarray) -> Answers:
    counted = people.astype(float)
    return Answers(people, counted, counted)


def drawn(seed: int, clusters: int = 8, many: int = 30) -> np.ndarray:
    """Return answers of clusters of which the first half were given the role."""
    draw = np.random.default_rng(seed)
    people = np.zeros((clusters, 2, 2, 5), int)
    for cluster in range(clusters):
        side = int(cluster >= clusters // 2)
        for wave in range(2):
            people[cluster, side, wave] = draw.multinomial(many, draw.dirichlet(np.full(5, 9.0)))
    return people


def agreement(people: np.ndarray) -> float:
    """Return the difference in differences in points, by loops over every answer."""
    share = {}
    for side in range(2):
        for wave in range(2):
            answers = [
                answer
                for cluster in people
                for answer, many in enumerate(cluster[side, wave], start=1)
                for _ in range(many)
            ]
            share[side, wave] = 100 * sum(answer >= 4 for answer in answers) / len(answers)
    return share[0, 1] - share[0, 0] - share[1, 1] + share[1, 0]


def test_a_difference_in_differences_worked_by_hand():
    """Agreement: (70 - 40) - (60 - 50) = 20 points.

    Index: with the role 47.5 (0, 0, 25, 25, 50, 50, 75, 75, 75, 100), then 67.5; without 60, then
    65: (67.5 - 47.5) - (65 - 60) = 15 points.
    """
    found = doubles([plain(BY_HAND[None])], np.ones((1, 1)), level=0.95)
    assert found.estimate.value.ravel() == pytest.approx([20.0, 15.0])
    assert np.isnan(found.error).all()


def test_limits_come_from_leaving_out_each_cluster():
    """CRV3 by a literal loop: (G - 1) / G times the squares about the whole, t(G - 1)."""
    people = drawn(3)
    whole = agreement(people)
    without = [agreement(np.delete(people, place, axis=0)) for place in range(len(people))]
    error = np.sqrt(7 / 8 * sum((one - whole) ** 2 for one in without))
    found = item_change(plain(people))
    assert float(found.points.value) == pytest.approx(whole)
    reach = student.ppf(0.975, 7) * error
    assert float(found.points.lower) == pytest.approx(whole - reach)
    assert found.p_value == pytest.approx(2 * student.sf(abs(whole) / error, 7))
    assert found.detectable == pytest.approx((student.ppf(0.975, 7) + student.ppf(0.8, 7)) * error)


def test_a_range_is_never_narrower_than_of_independent_answers():
    """Regions alike by chance would make it too sure: every cluster here is the same.

    The sum of p(1 - p)/(n - 1) of the four cells, by hand: 40 people a cell of shares 0.4, 0.7,
    0.5 and 0.6.
    """
    people = np.zeros((8, 2, 2, 5), int)
    people[:4, 0], people[4:, 1] = BY_HAND[0], BY_HAND[1]
    people[0, 0, 0], people[1, 0, 0] = [2, 2, 1, 4, 1], [2, 2, 3, 2, 1]
    error = 100 * np.sqrt((0.24 + 0.21 + 0.25 + 0.24) / 39)
    found = item_change(plain(people))
    assert float(found.points.value) == pytest.approx(20.0)
    reach = student.ppf(0.975, 7) * error
    assert float(found.points.upper) == pytest.approx(20 + reach)


def test_the_odds_ratio_is_that_of_statsmodels_on_rows_of_respondents():
    """OrderedModel of statsmodels, fitted to one row for each person."""
    people = drawn(5, many=25)
    rows = [
        (answer, (side == 0) * wave, side == 0, wave)
        for cluster in people
        for side in range(2)
        for wave in range(2)
        for answer, many in enumerate(cluster[side, wave])
        for _ in range(many)
    ]
    table = np.array(rows, float)
    model = OrderedModel(table[:, 0], table[:, 1:], distr="logit")
    fitted = model.fit(method="bfgs", disp=False, gtol=1e-9)
    assert float(item_change(plain(people)).odds.value) == pytest.approx(
        np.exp(fitted.params[0]), rel=1e-5
    )


def test_a_group_s_difference_is_of_the_difference_itself():
    """By a literal loop: leaving a cluster out of both groups at once."""
    own, beside = drawn(7), drawn(8)
    found = group_difference(plain(own), plain(beside), level=0.95)
    whole = agreement(own) - agreement(beside)
    without = [
        agreement(np.delete(own, place, axis=0)) - agreement(np.delete(beside, place, axis=0))
        for place in range(8)
    ]
    error = np.sqrt(7 / 8 * sum((one - whole) ** 2 for one in without))
    assert float(found.difference.value) == pytest.approx(whole)
    assert float(found.difference.upper) == pytest.approx(whole + student.ppf(0.975, 7) * error)
    assert float(found.change.value) == pytest.approx(agreement(own))


def counted(waves: int, units: int, people: list[int] | None = None) -> AnswerCounts:
    """Return one respondent of each unit and wave, who answers 4."""
    wave, unit = (part.ravel() for part in np.indices((waves, units)))
    ones = np.ones(len(wave))
    many = np.array(people) if people else ones.astype(int)
    return AnswerCounts(
        waves=tuple(f"w{place}" for place in range(waves)),
        items=("one",),
        results={"unit": tuple(f"u{place}" for place in range(units))},
        wave=wave,
        item=np.zeros(len(wave), int),
        groups={"unit": unit},
        answer=np.full(len(wave), 4),
        people=many,
        weight=many * 1.0,
        squared=many * 1.0,
    )


def test_sides_and_waves_follow_the_actual_months():
    """A unit with the role from the first wave has no before; one that begins late is without."""
    months = np.array([100, 106, 112, 118])
    begins = np.array([99, 109, 118, 119, -1])
    sample = sample_of(counted(4, 5), begins, months, np.arange(5))
    assert sample.side.reshape(4, 5)[0].tolist() == [-1, 0, 0, 1, 1]
    assert (sample.base, sample.last, sample.since) == (1, 3, 2)
    assert sample.of("one").people.sum(axis=(0, 3)).tolist() == [[2] * 4, [2] * 4]


@pytest.mark.parametrize(
    ("begins", "told"), [([-1, 120], "no unit was given the role"), ([101, 105], "every unit had")]
)
def test_a_survey_without_two_sides_says_so(begins: list[int], told: str):
    """Else everybody is compared with nobody."""
    with pytest.raises(EstimationError, match=told):
        sample_of(counted(2, 2), np.array(begins), np.array([100, 110]), np.arange(2))


def test_weights_stand_for_those_who_were_asked():
    """By hand: of 60 asked 20 answered, so each stands for 3; of 60 asked 30, so each for 2."""
    answers = counted(2, 1, people=[20, 30])
    invited = Invited((), (), np.array([[0], [1]]), np.array([60, 60]), np.array([20, 30]))
    weight, squared = weighted_for_nonresponse(answers, invited)
    assert weight.tolist() == [60.0, 60.0]
    assert squared.tolist() == [180.0, 120.0]
