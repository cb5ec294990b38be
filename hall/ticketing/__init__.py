"""Tickets: their numbers, states and order, and everything that happens to them."""
