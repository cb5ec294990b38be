"""What is done with requests for help."""
