"""What a roll-out did: effects by cohort and period, together, and as one coefficient."""
