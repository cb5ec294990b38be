"""What runs around Hall in an installation: proxies, and a database that survives a machine."""
