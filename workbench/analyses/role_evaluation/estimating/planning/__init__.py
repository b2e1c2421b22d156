"""What a roll-out could show: noise without a role, dates dealt out, and what would be seen."""
