"""Since last time, the equality duty and what is not covered: every sentence of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.analyses.recruitment_funnel.report import duty, since
from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.findings import Context
from workbench.presentation import coverage
from workbench.presentation.since import LATE, NO_CAUSE, NOTHING_TOLD
from workbench.vocabulary.terms import CANNOT_TELL, EVIDENCE, OVERALL

REVIEW = {
    "finding": "ethnicity/Black/test",
    "action": "Item review",
    "owner": "Head of Recruitment",
    "due": "2023-05-31",
}
CONTEXT = Context(
    "recruitment_funnel",
    "T",
    "synthetic",
    data_date="2023-06-30",
    people="applicants",
    stages={"test": "online test", "offer": "offer"},
    titles={"ethnicity": "Ethnicity", "caring": "Caring responsibilities"},
)
NO_CAMPAIGNS = "This report holds no earlier campaign, so it does not say whether numbers moved."


def cell(characteristic: str, group: str, stage: str = OVERALL, verdict: str | None = None):
    family = "headline" if stage == OVERALL else "drill-down"
    return ReleasedCell(
        characteristic, group, "declared", "X", stage, "conditional", "", {}, {},
        family=family, verdict=verdict,
    )  # fmt: skip


def made(*cells: ReleasedCell, sections: tuple[str, ...] = (), **context: object) -> Release:
    cells = cells or (cell("ethnicity", "Black"),)
    names = dict.fromkeys(one.characteristic for one in cells)
    own = [
        ReleasedFinding(
            name, "characteristic", name, tuple(c for c in cells if c.characteristic == name)
        )
        for name in names
    ]
    others = [ReleasedFinding(f"{name}:x", name, name, ()) for name in sections]
    return Release("open", "OFFICIAL", replace(CONTEXT, **context), (*own, *others))


def lead(*actions: dict[str, str], **context: object) -> str:
    return since.show(made(actions=actions, **context)).text


DONE = REVIEW | {"done": "Two items replaced"}
LATER = REVIEW | {"due": "2023-06-30"}


@pytest.mark.parametrize(
    ("actions", "says"),
    [
        ([DONE], "1 action was agreed. What became of it stands in the table."),
        ([LATER], "1 action was agreed. Nothing is known of it yet."),
        ([LATER, LATER], "2 actions were agreed. Nothing is known of any of them yet."),
        (
            [DONE, LATER, REVIEW],
            "3 actions were agreed. What became of 1 of them stands in the table. 1 was overdue on "
            "30 June 2023, the day of these data.",
        ),
        (
            [REVIEW, REVIEW],
            "2 actions were agreed. Nothing is known of any of them yet. 2 were overdue on 30 June "
            "2023, the day of these data.",
        ),
        (
            [DONE | {"finding": "ethnicity/Blakc/test"}],
            "1 action was agreed. What became of it stands in the table. 1 is about something this "
            "report does not look at; see the table.",
        ),
    ],
)
def test_what_became_of_actions_is_told(actions: list[dict[str, str]], says: str):
    assert lead(*actions) == says


def test_without_a_data_date_nothing_is_late():
    assert lead(REVIEW, data_date=None) == "1 action was agreed. Nothing is known of it yet."
    html = since.show(made(actions=(REVIEW,), data_date=None)).html
    assert NOTHING_TOLD in html
    assert LATE not in html


def test_each_action_is_a_line_of_the_table():
    html = since.show(made(actions=(REVIEW, DONE))).html
    row = '<th scope="row">Ethnicity: Black applicants, at the online test</th>'
    assert f"{row}<td>Item review</td><td>Head of Recruitment</td><td>31 May 2023</td>" in html
    assert f"<td>{LATE}</td>" in html
    assert "<td>Two items replaced</td>" in html
    assert NO_CAUSE in html
    assert NO_CAMPAIGNS in html
    with_them = since.show(made(actions=(REVIEW,), sections=("campaigns",))).html
    assert NO_CAMPAIGNS not in with_them
    assert "stands under “Is it getting better?”" in with_them


@pytest.mark.parametrize(
    ("finding", "told"),
    [
        ("ethnicity/Black/overall", "Ethnicity: Black applicants, over all stages"),
        ("ethnicity/Black/vetting", "“ethnicity/Black/vetting”, which this report does not look"),
        ("religion/Sikh/test", "“religion/Sikh/test”, which this report does not look at"),
        ("Declaration rates", "Declaration rates"),
        ("Gypsy/Roma/Traveller forms", "Gypsy/Roma/Traveller forms"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
    ],
)
def test_a_finding_is_said_in_words_or_as_it_stands(finding: str, told: str):
    assert (
        f'<th scope="row">{told}' in since.show(made(actions=(DONE | {"finding": finding},))).html
    )


def test_what_people_said_stands_beside_and_is_not_counted():
    said = ({"said": "No word <for> weeks.", "source": "Exit survey."},)
    said += ({"said": "Late.", "source": "Network", "finding": "ethnicity/Black/test"},)
    view = since.show(made(insight=said))
    assert view.text == (
        "What people said stands beside the numbers. It is not counted: it shows what some have "
        "met with, and not how many."
    )
    assert (
        "<blockquote><p>No word &lt;for&gt; weeks.</p><p>Exit survey.</p></blockquote>" in view.html
    )
    assert "<p>Network. About: Ethnicity: Black applicants, at the online test.</p>" in view.html
    assert since.show(made()).html == ""


def test_the_duty_tells_evidence_and_what_it_is_not():
    release = made(
        cell("ethnicity", "Black", verdict=EVIDENCE),
        cell("ethnicity", "Black", "test", EVIDENCE),
        cell("ethnicity", "Asian", "test", EVIDENCE),
        cell("ethnicity", "Mixed", verdict=CANNOT_TELL),
        cell("caring", "Carer", verdict=EVIDENCE),  # not named in the Act
        cell("caring", "Carer", "test", EVIDENCE),
        sections=("gap", "adjustments"),
        insight=({"said": "x", "source": "y"},),
        not_collected=("gender reassignment", "pregnancy and maternity"),
    )
    html = duty.show(release).html
    assert (
        "Evidence of a disparity over all stages: Black applicants. At single stages: 2 "
        "comparisons with such evidence. It cannot tell for 1 group. It compares nobody by gender "
        "reassignment; pregnancy and maternity. A disparity is not by itself discrimination, and "
        "where none is seen there may be discrimination all the same. Of harassment and "
        "victimisation this report says nothing."
    ) in html
    assert (
        "This report tells at which stage a gap opens and whether adjustments were made in time. "
        "It does not tell whether applicants and starters look like the people who could apply or "
        "whom which advertising reached."
    ) in html
    assert "Of what people say, 1 remark stands under “Since last time”." in html
    assert "Marriage and civil partnership counts for the first need only." in html
    assert "neither an equality analysis nor legal advice" in html
    assert set(duty.show(release).findings) <= set(release.names)


def test_the_duty_says_where_there_is_nothing():
    html = duty.show(made()).html
    assert "Over all stages no disparity meets the standard for evidence here. A disparity" in html
    assert "This report tells" not in html
    assert "no account of what people say was given." in html
    assert duty.show(made(data_source="published")).html == ""


def test_what_is_not_covered_is_named_with_its_reason():
    view = coverage.show(made(not_covered={"Is it?": "no column <x> was named"}))
    assert view.text == (
        "1 question could not be asked of these data. That says nothing of what the answer would "
        "be."
    )
    item = "<li><strong>Is it?</strong> Because no column &lt;x&gt; was named.</li>"
    assert item in view.html
    two = coverage.show(made(not_covered={"A?": "a", "B?": "b"}))
    assert two.text.startswith("2 questions could not be asked")
    assert coverage.show(made()).html == ""
