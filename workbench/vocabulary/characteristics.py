"""Version-stamped code lists of the characteristics that recruitment collects.

The Equality Act 2010, section 4, names nine protected characteristics. Two of them,
gender reassignment and pregnancy and maternity, are not collected at application, and there is no
code list for them here. The
labels follow the questions of the 2021 Census of England and Wales where it asked one. There was
no harmonised government standard for sex when these lists were made, so every list carries its
version and the question it belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass

PREFER_NOT_TO_SAY = "Prefer not to say"
NEVER_BY_PLACE = ("religion", "sexual_orientation", "disability", "gender_identity")
"""Not shown by region and outcome in a report that goes round: few people, easily known there."""
NOT_DECLARED_LABELS = (PREFER_NOT_TO_SAY, "Not declared")
CENSUS = "Census 2021 in England and Wales, Office for National Statistics"


@dataclass(frozen=True, slots=True)
class CodeList:
    """The groups of one characteristic, the comparison group, and where the list comes from."""

    name: str
    title: str
    protected_as: str | None
    question: str
    groups: tuple[str, ...]
    comparator: str
    version: str
    source: str
    undeclared: tuple[str, ...] = NOT_DECLARED_LABELS


CODE_LISTS: tuple[CodeList, ...] = (
    CodeList(
        "ethnicity",
        "Ethnicity",
        "race",
        "What is your ethnic group? (five broad groups; White includes White minorities)",
        ("Asian", "Black", "Mixed", "Other", "White"),
        "White",
        "2021",
        CENSUS,
    ),
    CodeList("sex", "Sex", "sex", "What is your sex?", ("Men", "Women"), "Men", "2021", CENSUS),
    CodeList(
        "disability",
        "Disability",
        "disability",
        "Do you have a condition or illness that limits your daily activities?",
        ("Disabled", "Non-disabled"),
        "Non-disabled",
        "2021",
        CENSUS,
    ),
    CodeList(
        "age",
        "Age",
        "age",
        "Age at application, in bands",
        ("Under 25", "25 to 34", "35 to 44", "45 and over"),
        "25 to 34",
        "2026",
        "Bands chosen for this workbench",
    ),
    CodeList(
        "religion",
        "Religion or belief",
        "religion or belief",
        "What is your religion?",
        ("None", "Christian", "Muslim", "Hindu", "Sikh", "Jewish", "Buddhist", "Another religion"),
        "Christian",
        "2021",
        CENSUS,
    ),
    CodeList(
        "sexual_orientation",
        "Sexual orientation",
        "sexual orientation",
        "Which of the following best describes your sexual orientation?",
        ("Heterosexual or straight", "Gay or lesbian", "Bisexual", "Another orientation"),
        "Heterosexual or straight",
        "2021",
        CENSUS,
    ),
    CodeList(
        "marriage",
        "Marriage and civil partnership",
        "marriage and civil partnership",
        "Are you married or in a civil partnership?",
        ("Married or in a civil partnership", "Neither"),
        "Neither",
        "2026",
        "Two groups chosen for this workbench, after section 8 of the Equality Act 2010",
    ),
    CodeList(
        "socio_economic",
        "Socio-economic background",
        None,
        "Occupation of the main earner at home when you were about 14",
        ("Professional", "Intermediate", "Working class"),
        "Professional",
        "2021",
        "Social Mobility Commission, Simplifying how employers measure socio-economic background",
    ),
    CodeList(
        "caring",
        "Caring responsibilities",
        None,
        "Do you look after a child or an adult who needs care?",
        ("Carer", "Not a carer"),
        "Not a carer",
        "2026",
        "Two groups chosen for this workbench",
    ),
    CodeList(
        "welsh",
        "Welsh language",
        None,
        "Can you speak Welsh?",
        ("Welsh speaker", "Not a Welsh speaker"),
        "Not a Welsh speaker",
        "2026",
        "Two groups chosen for this workbench, after the Census 2021 question in Wales",
    ),
    CodeList(
        "lived_experience",
        "Lived experience of the criminal justice system",
        None,
        "Do you have lived experience of the criminal justice system?",
        ("Lived experience", "No lived experience"),
        "No lived experience",
        "2026",
        "Two groups chosen for this workbench",
    ),
)

PROTECTED: tuple[str, ...] = (
    "age",
    "disability",
    "gender reassignment",
    "marriage and civil partnership",
    "pregnancy and maternity",
    "race",
    "religion or belief",
    "sex",
    "sexual orientation",
)
"""The nine protected characteristics of the Equality Act 2010, section 4, in its order."""

PEOPLE: dict[str, str] = {
    "Asian": "Asian {people}",
    "Black": "Black {people}",
    "Mixed": "{people} from the Mixed ethnic group",
    "Other": "{people} from the Other ethnic group",
    "White": "White {people}",
    "Men": "men",
    "Women": "women",
    "Disabled": "disabled {people}",
    "Non-disabled": "non-disabled {people}",
    "Under 30": "{people} aged under 30",
    "30 to 39": "{people} aged 30 to 39",
    "40 to 49": "{people} aged 40 to 49",
    "50 to 59": "{people} aged 50 to 59",
    "60 and over": "{people} aged 60 and over",
    "Under 25": "{people} aged under 25",
    "25 to 34": "{people} aged 25 to 34",
    "35 to 44": "{people} aged 35 to 44",
    "45 and over": "{people} aged 45 and over",
    "None": "{people} with no religion",
    "Christian": "Christian {people}",
    "Muslim": "Muslim {people}",
    "Hindu": "Hindu {people}",
    "Sikh": "Sikh {people}",
    "Jewish": "Jewish {people}",
    "Buddhist": "Buddhist {people}",
    "Another religion": "{people} with another religion",
    "Heterosexual or straight": "heterosexual or straight {people}",
    "Gay or lesbian": "gay or lesbian {people}",
    "Bisexual": "bisexual {people}",
    "Another orientation": "{people} with another sexual orientation",
    "Married or in a civil partnership": "{people} who are married or in a civil partnership",
    "Neither": "{people} who are not married or in a civil partnership",
    "Professional": "{people} from professional backgrounds",
    "Intermediate": "{people} from intermediate backgrounds",
    "Working class": "{people} from working-class backgrounds",
    "Carer": "{people} with caring responsibilities",
    "Not a carer": "{people} without caring responsibilities",
    "Welsh speaker": "{people} who speak Welsh",
    "Not a Welsh speaker": "{people} who do not speak Welsh",
    "Lived experience": "{people} with lived experience",
    "No lived experience": "{people} without lived experience",
    "Full time": "{people} who work full time",
    "Part time": "{people} who work part time",
    "Not declared": "{people} who did not declare this",
    "Not asked": "{people} who were not asked this",
}
"""How a group is spoken of; a label that is not here is quoted as it stands in the data."""
