"""What a question of attrition is."""

from __future__ import annotations

from workbench.analyses import question
from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.question import Answer, NotCovered
from workbench.counts.staff import StaffWanted

__all__ = ["Answer", "NotCovered", "Question"]

Question = question.Question[Parameters, StaffCounts, StaffWanted]
