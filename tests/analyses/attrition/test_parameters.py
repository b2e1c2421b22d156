"""What parameters of attrition say: months, leaving, what is held equal, the contract."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.periods import own_period
from workbench.analyses.attrition.stated.period import weights
from workbench.parameters.root import INSTALLED
from workbench.records.staff.contract import MeasuredColumn

SYNTHETIC = INSTALLED / "parameters" / "attrition" / "synthetic.yaml"
SMALL = {
    "analysis": "attrition",
    "title": "A test",
    "data": "data.csv",
    "data_date": "2023-09-30",
    "leaving": {"reasons": {"resignation": ["Resigned", "Left"], "transfer_inside": ["Moved"]}},
}
JUNE_2023 = 2023 * 12 + 5


def made(**values: object) -> Parameters:
    return Parameters.from_values(SMALL | values, source="run.yaml")


@pytest.fixture(scope="module")
def synthetic() -> Parameters:
    return Parameters.from_file(SYNTHETIC)


@pytest.mark.parametrize(
    ("taken", "lag", "closed"),
    [
        ("2023-09-30", 3, JUNE_2023),
        ("2023-09-29", 3, JUNE_2023 - 1),
        ("2023-10-01", 3, JUNE_2023),
        ("2023-10-30", 4, JUNE_2023 - 1),
        ("2024-02-29", 0, JUNE_2023 + 8),
        ("2024-02-28", 0, JUNE_2023 + 7),
        ("2023-01-31", 3, JUNE_2023 - 8),
    ],
)
def test_months_are_closed_once_they_are_whole_and_the_lag_has_passed(taken, lag, closed):
    """If it fails, leavers who are not entered yet count as people who stayed."""
    parameters = made(data_date=taken, lag_months=lag)
    assert parameters.closed_month == parameters.last_month == closed
    assert contract_of(parameters).last_month == closed


def test_the_year_is_the_last_closed_one_unless_another_is_named():
    """If it fails, rates are of another year than the report says."""
    assert (made().first_month, made().last_month) == (2022 * 12 + 6, JUNE_2023)
    earlier = made(period_end="2023-03-31", months=6)
    assert (earlier.first_month, earlier.last_month) == (2022 * 12 + 9, JUNE_2023 - 3)


@pytest.mark.parametrize(
    ("headcount", "back", "shares"),
    [
        ("ends", [12, 0], [1 / 2, 1 / 2]),
        ("quarters", [12, 9, 6, 3, 0], [1 / 8, 1 / 4, 1 / 4, 1 / 4, 1 / 8]),
        ("months", list(range(12, -1, -1)), [1 / 24, *[1 / 12] * 11, 1 / 24]),
    ],
)
def test_heads_are_counted_at_the_opening_and_at_each_date_since(headcount, back, shares):
    """If it fails, the mean headcount is of other dates, and every rate with it."""
    assert own_period(made(headcount=headcount)).dates == tuple(JUNE_2023 - each for each in back)
    assert weights(headcount, 12) == pytest.approx(shares, abs=1e-15)
    assert sum(weights(headcount, 12)) == pytest.approx(1, abs=1e-12)


def test_a_file_of_months_holds_no_days():
    """If it fails, a month counts whole from whichever day on somebody was in post."""
    columns = {"month": "Period", "person": "Ref"}
    assert own_period(made()).headcount == "days"
    assert own_period(made(layout="months", columns=columns)).headcount == "months"


@pytest.mark.parametrize(
    ("since", "first"), [(None, JUNE_2023 - 11), ("2019-07-01", 24_234), ("2019-07-02", 24_235)]
)
def test_months_before_everyone_is_in_the_file_are_no_exposure(since, first):
    """If it fails, those who stayed long count as at risk when leavers were not recorded."""
    assert made(data_from=since).window(24_000) == (first, JUNE_2023)
    assert made(data_from=since).window(24_278) == (24_278, JUNE_2023)


def test_a_move_inside_is_no_leaving_unless_it_is_said_to_be():
    """If it fails, moves within the service are counted as leaving it."""
    leaving = made().leaving
    assert leaving.counted_titles == ("Resignation", "Not recorded")
    assert leaving.resignation_titles == ("Resignation",)
    both = {"counted": ["transfer_inside", "resignation"]}
    told = made(leaving=SMALL["leaving"] | both).leaving
    assert told.counted_titles == ("Resignation", "Transfer inside the service", "Not recorded")


def test_every_label_has_its_reason_and_a_blank_is_its_own():
    """If it fails, leavers stand under another reason than the one they gave."""
    contract = contract_of(made())
    assert contract.reasons == {
        "Resigned": "Resignation",
        "Left": "Resignation",
        "Moved": "Transfer inside the service",
    }
    assert contract.reason_names == ("Resignation", "Transfer inside the service", "Not recorded")


def test_a_short_file_is_enough():
    """If it fails, a first parameter file needs more than it says."""
    contract = contract_of(made(layout="months", columns={"month": "Period", "person": "Ref"}))
    assert contract.columns == ("Ref", "Period", "reason")
    assert (contract.start, contract.end, contract.month) == (None, None, "Period")
    assert contract_of(made()).columns == ("person", "start", "end", "reason")


def test_columns_have_the_names_of_the_file(synthetic):
    """If it fails, a column is looked for under the workbench's name, or is not read at all."""
    contract = contract_of(synthetic)
    assert (contract.person, contract.reason) == ("person_id", "leaving_reason")
    assert (contract.joined, contract.joined_originally) == ("joined", "joined_originally")
    assert contract.resets == (date(2021, 6, 26),)
    assert contract.kept["status"] == ("Working", "Maternity leave")
    assert len(contract.columns) == len(set(contract.columns))
    assert {"person_id", "start", "end", "pdu", "caseload", "sex", "status"} <= {*contract.columns}


def test_drivers_come_with_their_bands_lag_and_blank(synthetic):
    """If it fails, months stand in another band than the report says."""
    caseload = {one.name: one for one in contract_of(synthetic).measured}["caseload"]
    bands = ("under 40 cases", "40 to under 50 cases", "50 to under 60 cases", "60 cases and over")
    assert caseload == MeasuredColumn(
        "caseload", "caseload", (40, 50, 60), bands, 3, "None held", least=0, greatest=300
    )
    own = made(drivers={"span": {"edges": [9], "column": "Staff", "broken_on": "2022-04-01"}})
    assert contract_of(own).measured == (
        MeasuredColumn(
            "span", "Staff", (9,), ("under 9", "9 and over"), broken_on=date(2022, 4, 1)
        ),
    )


def test_units_are_pooled_and_routes_are_of_learners_alone(synthetic):
    """If it fails, a model holds equal what only learners have, or a hundred units."""
    told = Parameters.from_values(
        synthetic.model_dump() | {"adjust_for": None, "blocks": None}, source="run.yaml"
    )
    assert told.adjusted_circumstances == (
        *("grade", "region", "former_crc", "newly_qualified", "pay_point"),
    )
    assert told.driver_blocks == {
        "Length of service": ("service",),
        "Grade": ("grade",),
        "Region": ("region",),
        "Drivers": ("workload", "caseload", "sickness_days", "manager_span", "engagement"),
        "Other circumstances": ("former_crc", "newly_qualified", "pay_point"),
    }
    assert made().driver_blocks == {"Length of service": ("service",)}


def test_each_thing_held_equal_is_in_one_block(synthetic):
    """If it fails, the shares of a gap do not add up to it."""
    held = ["service", *synthetic.covariates]
    assert sorted(n for names in synthetic.driver_blocks.values() for n in names) == sorted(held)


def test_things_are_called_by_their_titles(synthetic):
    """If it fails, a heading shows the name of a column."""
    named = {name: synthetic.title_of(name) for name in ("sex", "pdu", "caseload", "service")}
    assert named == {
        "sex": "Sex",
        "pdu": "Probation delivery unit",
        "caseload": "Caseload",
        "service": "Length of service",
    }
    assert synthetic.title_of("pay_point") == "Pay point"
    assert synthetic.groups("caseload")[0] == "under 40 cases"
    assert synthetic.comparator("age") == "30 to 39"
    assert synthetic.groups("region")[4] == "London"


def test_every_file_of_the_report_is_named():
    """If it fails, a report is not made again when a file it rests on has changed."""
    parameters = made(vacancies="vacancies.csv", exclusions="objections.csv")
    names = [path.name for path in parameters.input_paths]
    assert names == ["data.csv", "vacancies.csv", "objections.csv"]
    excluded = contract_of(parameters).exclusions
    assert excluded is not None
    assert (excluded.column, excluded.of) == ("person", "person")


def test_a_notebook_says_the_same(synthetic):
    """If it fails, the notebook runs other parameters than the file."""
    values = synthetic.model_dump()
    assert Parameters.from_notebook(values) == synthetic
