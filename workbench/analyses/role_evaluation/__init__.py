"""What a new role changed where it began, for whom, and what it is worth."""
