"""Why people say they leave: shares of leavers, rates and shares gone by service, and the words."""

from __future__ import annotations

import pytest
from asking import asked, cell, counts_of  # noqa: F401  a fixture is found by its name
from small_staff import many

from workbench.analyses.attrition.report import reasons

pytestmark = pytest.mark.filterwarnings("error")
REASONS = {
    "resignation": ["Resigned"],
    "retirement": ["Retired"],
    "transfer_inside": ["Moved inside"],
}
STATED = {
    "leaving": {"reasons": REASONS},
    "service_edges": [0, 12, 24],
    "horizon": 24,
    "joined": "joined",
}
SINCE = {"start": "2021-01-01", "joined": "2021-01-01"}
LEFT = {"Resigned": 61, "Retired": 22, "": 18, "Moved inside": 9}


def staff(**told: str) -> list[dict[str, str]]:
    """Return leavers of the period, 20 months after they joined, and those who stay."""
    gone = [
        one
        for reason, count in LEFT.items()
        for one in many(count, **SINCE, end="2022-09-15", reason=reason, **told)
    ]
    return [*gone, *many(300, **SINCE, **told)]


def test_exact_shares_and_incidence(asked):  # noqa: F811
    """A share would not be of all leavers that count, or an incidence not Aalen and Johansen's."""
    found = asked(staff(), **STATED)
    everyone = cell(found, "reasons")
    assert counts_of(everyone) == {
        "left": 101,
        "left_Resignation": 61,
        "left_Retirement": 22,
        "left_Transfer inside the service": 9,
        "left_Not recorded": 18,
    }
    shares = {name: one.value for name, one in everyone.numbers.items()}
    assert shares == pytest.approx(
        {
            "reason_share_resignation": 61 / 101,
            "reason_share_retirement": 22 / 101,
            "reason_share_not_recorded": 18 / 101,
        },
        abs=1e-6,
    )
    second = cell(found, "reasons:service", stratum="service: 1 to under 2 years").numbers
    # All go in one month, of everybody: whoever moves inside is no longer seen after it.
    assert second["reason_gone_resignation"].value == pytest.approx(61 / 410, abs=1e-6)
    # 410 for nine months and 300 for three are 382.5 years, told as 383 people of a year each.
    assert second["reason_rate_retirement"].value == pytest.approx(22 / 383, abs=1e-6)


def test_open_shares_and_words(asked):  # noqa: F811
    """Under `open` exact counts would speak, or the section would not say what is not recorded."""
    found = asked(staff(), "open", **STATED)
    everyone = cell(found, "reasons")
    assert counts_of(everyone)["left_Resignation"] == 60
    share = everyone.numbers["reason_share_resignation"]
    assert share.value == pytest.approx(0.6)
    assert share.lower < 61 / 101 < share.upper
    assert reasons.headline(found) == (
        "Of every 100 who left in the year ending 30 June 2023, about 60 resigned and 20 retired. "
        "This report does not show why people resigned. "
        "No reason is recorded for about 20 of about 100 leavers (20 in 100): read with care."
    )
    view = reasons.show(found)
    # 60 and 20 of 100 are 80.
    assert "Had all of them resigned, about 80 of every 100 who left would have resigned; had " in (
        view.html
    )
    assert "resigned; had none, 60." in view.html
    assert "Transfer inside the service (not counted as leaving)" in view.html
    second = cell(found, "reasons:service", stratum="service: 1 to under 2 years").numbers
    gone = second["reason_gone_resignation"]
    assert gone.lower < 61 / 410 < gone.upper


def test_by_grade(asked):  # noqa: F811
    """Leavers of one grade would be told under another."""
    spells = [
        *staff(grade="PO"),
        *many(40, **SINCE, grade="PSO", end="2022-10-31", reason="Retired"),
    ]
    found = asked(spells, "open", **STATED)
    told = {one.group: counts_of(one)["left_Retirement"] for one in found["reasons"].cells}
    assert told == {"": 60, "Learner": None, "PSO": 40, "PO": 20}
    assert "Larger reasons by grade" in reasons.show(found).html


def test_too_few(asked):  # noqa: F811
    """Shares of a few leavers would be told."""
    spells = [*many(3, **SINCE, end="2022-09-15", reason="Resigned"), *many(50, **SINCE)]
    found = asked(spells, "open", **STATED)
    assert all(not one.numbers for one in found["reasons"].cells)
    assert reasons.headline(found) == "Too few people left to say for which reasons."
    assert "<svg" not in reasons.show(found).html


def test_one_reason_alone(asked):  # noqa: F811
    """Sixty who all resigned would be told as too few to say why."""
    spells = [*many(60, **SINCE, end="2022-09-15", reason="Resigned"), *many(300, **SINCE)]
    found = asked(spells, "open", **STATED)
    assert reasons.headline(found) == (
        "Nearly all of about 60 who left in the year ending 30 June 2023 resigned."
    )


def test_no_reason_recorded(asked):  # noqa: F811
    """That nothing was recorded would be told as too few leavers."""
    spells = [*many(60, **SINCE, end="2022-09-15"), *many(300, **SINCE)]
    found = asked(spells, "open", **STATED)
    assert reasons.headline(found) == (
        "No reason is recorded for about 60 of about 60 leavers: read with care."
    )


def test_service_not_known(asked):  # noqa: F811
    """Without length of service reasons would not be told at all."""
    spells = [{**one, "joined": ""} for one in staff() if one["end"]]
    spells += [{**one, "joined": "", "start": "2020-01-01"} for one in many(200)]
    found = asked([{**one, "start": "2020-01-01"} for one in spells], "open", **STATED)
    assert "reasons:service" not in found.names
    assert reasons.headline(found).startswith("Of every 100 who left")
