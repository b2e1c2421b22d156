"""Value for money of a role: what is counted, its inputs, and what comes of them."""

from workbench.analyses.role_evaluation.estimating.worth.reach import Reach, reach_of
from workbench.analyses.role_evaluation.estimating.worth.valued import Valued, valued
from workbench.analyses.role_evaluation.estimating.worth.yearly import Yearly

__all__ = ["Reach", "Valued", "Yearly", "reach_of", "valued"]
