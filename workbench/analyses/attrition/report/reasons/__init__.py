"""Why people say they leave: reasons, by grade, and which of them when in service."""

from workbench.analyses.attrition.report.reasons.not_recorded import without_reason
from workbench.analyses.attrition.report.reasons.section import headline, show

__all__ = ["headline", "show", "without_reason"]
