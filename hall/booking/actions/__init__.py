"""What is done to appointments."""
