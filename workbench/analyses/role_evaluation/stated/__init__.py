"""What a parameter file says of a role, its outcomes, its survey and what it is worth."""
