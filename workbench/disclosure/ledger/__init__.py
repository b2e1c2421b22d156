"""What was released before, and what a further release would give away beside it."""

from workbench.disclosure.ledger.entry import Entry
from workbench.disclosure.ledger.joint import Found, found_together
from workbench.disclosure.ledger.said import Said, campaign_of, said_by

__all__ = ["Entry", "Found", "Said", "campaign_of", "found_together", "said_by"]
