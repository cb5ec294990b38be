"""What is done with records of what could not get done."""
