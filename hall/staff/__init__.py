"""People and devices of a hall: who they are, how they show it, and what they may do."""
