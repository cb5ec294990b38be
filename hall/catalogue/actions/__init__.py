"""Importing a definition into the catalogue, and the calendar of working days that comes with it."""
