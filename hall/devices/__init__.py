"""Outside things: each a Protocol, a Null class and the real drivers."""
