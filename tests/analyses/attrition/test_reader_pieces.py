"""If these fail, a report says the wrong thing of the duty, of agreed actions or of its data."""

from __future__ import annotations

from asked import asking
from small_staff import many

from workbench.analyses.attrition.questions import characteristics, how_many
from workbench.analyses.attrition.report import data, duty, since

GONE = {"end": "2022-12-31", "reason": "Resigned"}


def staff() -> list[dict[str, str]]:
    return [
        *many(300, disability="Disabled"),
        *many(100, disability="Disabled", **GONE),
        *many(910, disability="Non-disabled"),
        *many(90, disability="Non-disabled", **GONE),
        *many(1200, disability="Prefer not to say"),
    ]


def asked(monkeypatch, folder, policy="open", **changes):
    questions = (how_many.QUESTION, characteristics.QUESTION)
    told = {"characteristics": {"disability": {}}, "people": "staff", **changes}
    return asking(monkeypatch, questions, folder, staff(), policy, **told)


def test_the_duty_names_the_group_once(monkeypatch, tmp_path):
    """A group that also resigns more would be named as two disparities in leaving."""
    view = duty.show(asked(monkeypatch, tmp_path, not_collected=["gender reassignment"]))
    assert "Evidence of a disparity in leaving: disabled staff. Of resignation alone: 1" in (
        view.html
    )
    assert "It compares nobody by gender reassignment" in view.html
    assert "It does not tell whether a gap in leaving remains, like with like" in view.html
    assert "legal advice" in view.html


def test_the_duty_of_what_was_not_compared(monkeypatch, tmp_path):
    """That no characteristic was looked at would read as that none has a disparity."""
    found = asked(monkeypatch, tmp_path, characteristics={}, headlines=[])
    assert "No protected characteristic was compared." in duty.show(found).html
    assert "meets the standard" not in duty.show(found).html


def test_the_duty_is_of_no_published_figures(monkeypatch, tmp_path):
    release = asked(monkeypatch, tmp_path, data_source="published", citation="A table")
    assert duty.show(release).html == ""


def test_actions_are_told_without_saying_that_gaps_moved(monkeypatch, tmp_path):
    actions = [
        {
            "finding": "disability/Disabled/leaving",
            "action": "Ask why",
            "owner": "Head of inclusion",
            "due": "2023-08-01",
        }
    ]
    view = since.show(asked(monkeypatch, tmp_path, actions=actions))
    assert "1 action was agreed. Nothing is known of it yet." in view.html
    assert "Disability: leaving of disabled staff" in view.html
    assert "does not say whether a gap between them moved" in view.html
    assert since.show(asked(monkeypatch, tmp_path)).html == ""


def test_a_characteristic_that_few_declared_is_named(monkeypatch, tmp_path):
    """By hand: 1,400 of 2,600 told of themselves."""
    view = data.declaration(asked(monkeypatch, tmp_path, "analyst"))
    assert view.text.startswith("No more than 60 of every 100 declared disability")
    assert ["Disability", "2,600", "1,400", "54", "60 or fewer: read with care"] in (
        view.to_frame().to_numpy().tolist()
    )


def test_rows_that_were_set_aside_are_told(monkeypatch, tmp_path):
    html = data.show(asked(monkeypatch, tmp_path, "analyst")).html
    assert "Leavers in the months counted" in html
    assert "Read as" in html


def test_without_characteristics_the_rows_alone_are_told(monkeypatch, tmp_path):
    release = asked(monkeypatch, tmp_path, characteristics={})
    assert data.declaration(release).html == ""
    assert "Rows read" in data.show(release).html
