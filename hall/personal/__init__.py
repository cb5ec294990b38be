"""Numbers that name people: checked, masked, encrypted, and found again without being readable."""
