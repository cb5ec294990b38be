"""What could not get done ("办不成事"): one ledger, from the first contact to the archive."""
