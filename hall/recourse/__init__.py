"""Where reviews and records meet: what a bad review leads to, and what a record came of."""
