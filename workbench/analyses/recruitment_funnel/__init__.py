"""Who gets through a recruitment campaign, and where groups of applicants do not."""
