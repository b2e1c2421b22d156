"""Every spell of a synthetic workforce could have happened."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.analyses.attrition.generator import synthesise

FIRST, SNAPSHOT = pd.Timestamp("2019-07-01"), pd.Timestamp("2023-09-30")
TRANSFER = pd.Timestamp("2021-06-26")
CASE_HOLDERS = ["PQiP learner", "PSO", "PO"]
LATE_MONTHS = {"2023-07": 0.10, "2023-08": 0.30, "2023-09": 0.65}
TOLD_ONCE = [
    *("former_crc", "joined", "joined_originally", "sex", "ethnicity", "disability"),
    *("religion", "sexual_orientation", "caring", "socio_economic"),
]
DAYS = ("start", "end", "joined", "joined_originally")


def dated(staff: pd.DataFrame) -> pd.DataFrame:
    """Return the table with days in place of their labels."""
    return staff.assign(**{name: _days(staff[name]) for name in DAYS})


def _days(column: pd.Series) -> pd.Series:
    labels = pd.to_datetime(column.cat.categories.to_series(), format="%Y-%m-%d").to_numpy()
    found = np.append(labels, np.datetime64("NaT", "D"))[column.cat.codes]
    return pd.Series(found, index=column.index)


def coded(text: pd.DataFrame) -> pd.DataFrame:
    """Return whole numbers in place of labels, numbers and days; a blank is one of them."""
    return text.apply(lambda column: pd.factorize(column, use_na_sentinel=True)[0])


def check(staff: pd.DataFrame) -> None:
    """Check everything that must hold of any draw."""
    text = dated(staff)
    check_order(text)
    check_leaving(text)
    check_service(text)
    check_work(text)
    check_training(text)
    check_people(text)


def check_order(text: pd.DataFrame) -> None:
    """A person's spells follow one another without a gap or an overlap, and something changes."""
    same = text["person_id"].eq(text["person_id"].shift())
    assert (text["person_id"].ne(text["person_id"].shift()).sum()) == text["person_id"].nunique()
    assert text["start"].between(FIRST, SNAPSHOT).all()
    assert (text["end"].isna() | (text["end"] >= text["start"])).all()
    assert (text["end"].isna() | (text["end"] <= SNAPSHOT)).all()
    before = text["end"].shift()[same]
    assert (text["start"][same] - before).eq(pd.Timedelta(days=1)).all()
    told = coded(text.drop(columns=["start", "end", "leaving_reason", "destination"]))
    assert (told.ne(told.shift()).any(axis=1))[same].all()


def check_leaving(text: pd.DataFrame) -> None:
    """Whoever has an end and no later spell left; a reason stands nowhere else."""
    last = ~text.duplicated("person_id", keep="last")
    left = last & text["end"].notna()
    assert text["end"][~last].notna().all()
    assert left[text["leaving_reason"].notna()].all()
    resigned = text["leaving_reason"].str.startswith("Resignation").eq(True)
    assert (text["destination"].notna() == resigned).all()
    ended = text["leaving_reason"] == "End of contract"
    assert (text["contract"][ended] != "Permanent").all()


def check_service(text: pd.DataFrame) -> None:
    """Nobody starts before joining; those of a CRC joined on the day of the transfer."""
    assert (text["joined"] <= text["start"]).all()
    crc = text["former_crc"] == "Yes"
    assert (text["joined"][crc] == TRANSFER).all()
    assert (text.groupby("person_id")["start"].min()[text[crc]["person_id"]] == TRANSFER).all()
    original = text["joined_originally"].notna()
    assert crc[original].all()
    assert (text["joined_originally"][original] < TRANSFER).all()
    entered = text.drop_duplicates("person_id")
    late = entered[(entered["start"] > FIRST) & (entered["former_crc"] == "No")]
    assert (late["joined"] == late["start"]).all()


def check_work(text: pd.DataFrame) -> None:
    """Cases are held by working learners, PSO and PO, and by nobody else."""
    holds = text["grade"].isin(CASE_HOLDERS) & (text["status"] == "Working")
    for name in ("caseload", "workload"):
        assert (text[name].notna() == holds).all(), name
    for name, (least, greatest) in {
        "caseload": (1, 250),
        "workload": (1, 250),
        "sickness_days": (0, 180),
        "pay_point": (1, 5),
        "manager_span": (5, 15),
        "engagement": (30, 90),
    }.items():
        assert text[name].dropna().between(least, greatest).all(), name
    assert text["fte"].isin([1.0, 0.8, 0.6, 0.5]).all()
    assert (text["pdu"].str[:-2] == text["region"].astype("str")).all()


def check_training(text: pd.DataFrame) -> None:
    """Learners have an intake and a route, and train permanent staff alone."""
    learner = text["grade"] == "PQiP learner"
    assert text["cohort"][learner].notna().all()
    assert (text["route"].notna() == text["cohort"].notna()).all()
    assert (text["contract"][learner] == "Permanent").all()
    assert (text["grade"][text["newly_qualified"] == "Yes"] == "PO").all()
    intake_day = pd.to_datetime(text["cohort"].astype(object) + "-27", format="%Y-%m-%d")
    assert (text["start"][learner] >= intake_day[learner]).all()
    route = text["route"].astype(object).map({"15 months": 15.0, "21 months": 21.0})
    months = (text["end"] - intake_day).dt.days / 30.4
    following = text["grade"].shift(-1).where(text["person_id"].eq(text["person_id"].shift(-1)))
    qualified = learner & (following == "PO")
    assert (months[qualified] > route[qualified] - 1.2).all()


def check_people(text: pd.DataFrame) -> None:
    """What people are stays as it was, and age only rises."""
    same = text["person_id"].eq(text["person_id"].shift())
    told = coded(text[TOLD_ONCE])
    assert (told.eq(told.shift()))[same].all(axis=None)
    bands = ["Under 30", "30 to 39", "40 to 49", "50 to 59", "60 and over"]
    assert text["age"].cat.categories.tolist() == bands
    assert text["age"].cat.codes.diff()[same].isin([0, 1]).all()


def test_the_committed_workforce_could_have_happened(staff: pd.DataFrame) -> None:
    """Breaks when spells overlap, leave gaps, or hold what nobody could."""
    check(staff)


def test_a_large_workforce_could_have_happened(many: pd.DataFrame) -> None:
    """Breaks when something rare, such as a change on the day of entry, goes wrong."""
    check(many.head(100_000))


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**32), size=st.integers(1, 60))
def test_any_workforce_could_have_happened(seed: int, size: int) -> None:
    """Breaks when a seed or a small size makes what cannot be."""
    drawn = pd.concat(synthesise(size=size, seed=seed).tables["staff"])
    assert drawn["person_id"].nunique() == size
    check(drawn)


def test_everything_the_workforce_should_show_is_there(many: pd.DataFrame) -> None:
    """Breaks when a kind of change, a label or a blank is no longer drawn."""
    text = dated(many)
    same = text["person_id"].eq(text["person_id"].shift())
    before, text = text[["grade", "region", "status"]].shift()[same], text[same]
    steps = set(zip(before["grade"], text["grade"], strict=True))
    assert steps >= {
        ("Case administrator", "PSO"),
        ("PSO", "PQiP learner"),
        ("PQiP learner", "PO"),
        ("PQiP learner", "PSO"),
        ("PO", "SPO"),
    }
    assert before["region"].astype("str").ne(text["region"].astype("str")).mean() > 0.001
    for absence in ("Maternity leave", "Career break"):
        assert ((before["status"] == absence) & (text["status"] == "Working")).any(), absence
    for name in many.select_dtypes("category"):
        if name not in DAYS:
            assert set(text[name].dropna()) == set(many[name].cat.categories), name
    for name in ("ethnicity", "disability", "socio_economic"):
        assert text[name].isna().any(), name
        assert (text[name] == "Prefer not to say").any(), name


@pytest.mark.parametrize(("month", "share"), LATE_MONTHS.items())
def test_leavers_of_the_last_months_are_entered_late(
    many: pd.DataFrame, month: str, share: float
) -> None:
    """Breaks when the last months hold all their leavers, so that a cut would not be needed."""
    text = dated(many)
    ends = text.loc[~text.duplicated("person_id", keep="last"), "end"].dt.strftime("%Y-%m")
    usual = ends.isin(["2023-03", "2023-04", "2023-05", "2023-06"]).sum() / 4
    # Twelve in 100 more leave in these months than in the year before.
    expected = 1.12 * usual * (1 - share)
    assert (ends == month).sum() == pytest.approx(expected, abs=4 * expected**0.5)
