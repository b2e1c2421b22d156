"""Do characteristics combine? Rates of crossed groups beside what adding up foretells."""

from workbench.analyses.recruitment_funnel.questions.intersections.question import QUESTION

__all__ = ["QUESTION"]
