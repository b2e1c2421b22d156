"""What an attacker learns of counts from what models say of them."""
