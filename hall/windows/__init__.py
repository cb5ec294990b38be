"""Windows at work: who is on duty, what they call, serve, hold and pass on, and how a manager moves them."""
