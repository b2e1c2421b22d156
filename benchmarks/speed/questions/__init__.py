"""Every question of the recruitment report at a million applicants, and at a campaign's size."""
