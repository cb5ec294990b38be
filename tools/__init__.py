"""Tools of whoever works on Hall."""
