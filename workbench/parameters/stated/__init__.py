"""What the parameters of every analysis can state of people, and of what was done."""
