"""What an attacker could learn from what is published."""
