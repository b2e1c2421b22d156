"""What staff answered in the waves of a survey, from any file."""

from workbench.records.panel.waves.check import SurveyChecked, check_survey
from workbench.records.panel.waves.contract import (
    ANSWERS,
    FEWEST_RESPONDENTS,
    ItemColumn,
    SurveyContract,
)
from workbench.records.panel.waves.counts import AnswerCounts, answer_counts
from workbench.records.panel.waves.reader import SurveyRecords, read_survey

__all__ = [
    "ANSWERS",
    "FEWEST_RESPONDENTS",
    "AnswerCounts",
    "ItemColumn",
    "SurveyChecked",
    "SurveyContract",
    "SurveyRecords",
    "answer_counts",
    "check_survey",
    "read_survey",
]
