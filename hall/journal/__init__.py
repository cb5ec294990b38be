"""The journal: per hall, gap-free, append-only, each entry chained to the one before by a hash."""
