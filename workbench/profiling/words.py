"""The words by which other systems call people, their characteristics and the groups of these."""

from __future__ import annotations

import re
from collections.abc import Mapping

from workbench.vocabulary.characteristics import CODE_LISTS
from workbench.vocabulary.roll_ups import CENSUS_2021_ETHNICITY
from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED

COLUMNS: Mapping[str, str] = {
    "sexual_orientation": r"orientation|sexuality",
    "ethnicity": r"ethnic|\brace\b",
    "disability": r"disab(?!.*scheme|.*confident)",
    "religion": r"religio|belief|faith",
    "marriage": r"marital|marriage|civil partner",
    "socio_economic": r"socio|parent.*occupation|social (mobility|background)",
    "caring": r"\bcar(er|ing)",
    "welsh": r"\bwelsh\b",
    "lived_experience": r"lived experience",
    "sex": r"^(sex|gender)\b(?!.*(identity|reassign|same))",
    "age": r"^age\b|\bage (band|group|range)|\bdob\b|birth",
}
"""Which characteristic a column is of, by its name; the first that fits."""

IDENTIFIERS: Mapping[str, str] = {"identifier": r"\b(id|ref|reference|number|no|urn|key)\b"}

WITHOUT_ANSWER: Mapping[str, tuple[str, ...]] = {
    NOT_DECLARED: (
        "declined to say",
        "do not wish to say",
        "missing",
        "no answer",
        "not declared",
        "not disclosed",
        "not known",
        "not provided",
        "not stated",
        "pnts",
        "prefer not to answer",
        "prefer not to disclose",
        "prefer not to say",
        "undeclared",
        "unknown",
    ),
    NOT_ASKED: ("not asked",),
}

YES, NO = ("y", "yes", "true", "1"), ("n", "no", "false", "0")

GROUPS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "ethnicity": {
        "Asian": (
            "asian or asian british",
            "asian asian british",
            "asian asian british or asian welsh",
        ),
        "Black": (
            "black or black british",
            "black black british",
            "black black british black welsh caribbean or african",
            "black african caribbean or black british",
        ),
        "Mixed": ("mixed", "mixed or multiple ethnic groups", "mixed multiple ethnic groups"),
        "Other": ("other ethnic group", "other ethnic groups"),
        "White": ("white british", "white irish", "white other", "white"),
    },
    "sex": {"Men": ("male", "m", "man"), "Women": ("female", "f", "woman")},
    "disability": {
        "Disabled": (*YES, "disabled person"),
        "Non-disabled": (*NO, "not disabled", "non disabled"),
    },
    "religion": {
        "None": ("no religion", "no religion or belief", "none"),
        "Another religion": ("other", "any other religion", "other religion"),
    },
    "sexual_orientation": {
        "Heterosexual or straight": ("heterosexual", "straight", "heterosexual straight"),
        "Gay or lesbian": ("gay", "lesbian", "gay man", "gay woman lesbian", "gay lesbian"),
        "Bisexual": ("bi",),
        "Another orientation": ("other", "other sexual orientation", "other orientation"),
    },
    "marriage": {
        "Married or in a civil partnership": ("married", "civil partnership", *YES),
        "Neither": ("single", "divorced", "widowed", "separated", "not married", *NO),
    },
    "caring": {"Carer": YES, "Not a carer": NO},
    "welsh": {"Welsh speaker": YES, "Not a Welsh speaker": NO},
    "lived_experience": {"Lived experience": YES, "No lived experience": NO},
}
"""What other systems call the groups of each code list, in plain words."""


def plain(text: str) -> str:
    """Return text in small letters, with one space for whatever is neither letter nor digit.

    Examples
    --------
    >>> plain(" Assessment_Centre: Outcome")
    'assessment centre outcome'
    """
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def first_fit(name: str, patterns: Mapping[str, str]) -> str | None:
    """Return the first key whose pattern is found in a name."""
    return next((key for key, pattern in patterns.items() if re.search(pattern, plain(name))), None)


def group_of(characteristic: str, label: str) -> str | None:
    """Return the group of the code list that a label stands for, or None.

    Examples
    --------
    >>> group_of("sex", "Female"), group_of("age", "55-64"), group_of("ethnicity", "Indian")
    ('Women', '45 and over', 'Asian')
    """
    code_list = next(one for one in CODE_LISTS if one.name == characteristic)
    known = {group: (group,) for group in code_list.groups}
    found = meant(label, known) or meant(label, GROUPS.get(characteristic, {}))
    if found is None and characteristic == "age":
        return _age_band(plain(label))
    if found is None and characteristic == "ethnicity":
        # Detailed groups are often written after the broad one: "Asian - Indian".
        broad = label.split(" - ")[0].split(":")[0]
        found = meant(label, CENSUS_2021_ETHNICITY) or (
            group_of(characteristic, broad) if broad != label else None
        )
    return found


def without_answer(label: str) -> str | None:
    """Return whether a label means that there is no answer: not declared, not asked, or None."""
    return meant(label, WITHOUT_ANSWER)


def meant(label: str, words: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the first key one of whose words is a label, but for capitals and marks."""
    here = plain(label)
    return next((key for key, all_ in words.items() if here in map(plain, all_)), None)


def _age_band(label: str) -> str | None:
    ages = [int(number) for number in re.findall(r"\d+", label)]
    if not ages:
        return None
    low = 0 if re.search("under|below|less", label) else ages[0]
    high = ages[-1] - 1 if low == 0 else ages[1] if len(ages) > 1 else low
    open_ended = re.search(r"over|above|plus|older", label) or label == f"{low}"
    if open_ended and low >= 45:
        return "45 and over"
    bands = {"Under 25": (0, 24), "25 to 34": (25, 34), "35 to 44": (35, 44)}
    bands["45 and over"] = (45, 200)
    inside = (band for band, (a, b) in bands.items() if a <= low and high <= b)
    return None if open_ended and len(ages) == 1 and low < 45 else next(inside, None)
