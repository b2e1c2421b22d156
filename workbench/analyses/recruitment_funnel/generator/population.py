"""Who applies: shares of each group, which characteristics go together, and who declares.

The order of the shares is that of the groups in the code lists. Sex, sexual orientation,
disability, age and lived experience are independent of everything else. Religion and Welsh depend
on the region alone, socio-economic background and the advertising channel on ethnicity alone,
marriage and caring on age alone: so they inherit disparities and have none of their own.
"""

from __future__ import annotations

INDEPENDENT_SHARES = {
    "ethnicity": (0.1007, 0.1100, 0.0483, 0.0126, 0.7284),
    "sex": (0.24, 0.76),
    "disability": (0.15, 0.85),
    "age": (0.25, 0.45, 0.20, 0.10),
    "sexual_orientation": (0.90, 0.04, 0.05, 0.01),
    "lived_experience": (0.0207, 0.9793),  # about 110 of 5,600 say so
}
RELIGION_SHARES = {
    "London": (0.330, 0.420, 0.120, 0.050, 0.020, 0.015, 0.010, 0.035),
    "elsewhere": (0.500, 0.420, 0.040, 0.010, 0.010, 0.003, 0.004, 0.013),
}
WELSH_SHARES = {"Wales": (0.25, 0.75), "elsewhere": (0.01, 0.99)}
MARRIAGE_SHARES = {
    "Under 25": (0.03, 0.97),
    "25 to 34": (0.25, 0.75),
    "35 to 44": (0.50, 0.50),
    "45 and over": (0.60, 0.40),
}
CARING_SHARES = {
    "Under 25": (0.05, 0.95),
    "25 to 34": (0.20, 0.80),
    "35 to 44": (0.45, 0.55),
    "45 and over": (0.40, 0.60),
}
SOCIO_ECONOMIC_SHARES = {
    "Asian": (0.34, 0.20, 0.46),
    "Black": (0.32, 0.22, 0.46),
    "Mixed": (0.38, 0.24, 0.38),
    "Other": (0.38, 0.24, 0.38),
    "White": (0.40, 0.24, 0.36),
}
CHANNEL_SHARES = {
    "Asian": (0.36, 0.12, 0.20, 0.14, 0.12, 0.06),
    "Black": (0.34, 0.12, 0.18, 0.16, 0.08, 0.12),
    "Mixed": (0.38, 0.14, 0.15, 0.15, 0.10, 0.08),
    "Other": (0.38, 0.14, 0.18, 0.12, 0.10, 0.08),
    "White": (0.42, 0.16, 0.12, 0.10, 0.10, 0.10),
}

DECLARED_SHARES = {
    "ethnicity": 0.954,
    "sex": 0.98,
    "disability": 0.94,
    "age": 0.99,
    "religion": 0.92,
    "sexual_orientation": 0.93,
    "marriage": 0.91,
    "socio_economic": 0.87,
    "caring": 0.92,
    "welsh": 0.96,
    "lived_experience": 0.95,
}
PREFER_NOT_TO_SAY_SHARE = 0.7
"""Of those who did not declare; the rest gave no answer, which the file calls 'Not declared'."""

SCHEME_SHARE = 0.35
"""Of disabled applicants, those who applied under the Disability Confident Scheme."""
