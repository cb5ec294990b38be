"""What keeps an installation sound: checks of the journal and its invariants."""
