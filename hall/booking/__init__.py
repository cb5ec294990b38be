"""Booking: slots and their places, appointments, check-in, and what becomes of those who do not come."""
