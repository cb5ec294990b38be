"""What is told to others' systems, outside the house."""
