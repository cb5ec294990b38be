"""What visitors think of their visit (好差评): their reviews, what becomes of the bad ones, and the figures of both."""
