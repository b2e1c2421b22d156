"""What staff said with and without a role, before it and since."""
