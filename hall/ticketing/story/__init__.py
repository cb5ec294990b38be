"""The journal told again: replay and its verdicts, and why one ticket came before another. Pure."""
