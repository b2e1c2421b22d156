"""From the arrays of a panel to what the role did to one outcome, and how sure that is."""
