"""Hall: queuing and window management for government service halls."""
