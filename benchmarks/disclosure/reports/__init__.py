"""What whole reports of small campaigns withhold, and how long their protection and audit take."""
