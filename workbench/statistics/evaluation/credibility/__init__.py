"""Should it be believed: trends before, departures after, what the design could have seen."""
