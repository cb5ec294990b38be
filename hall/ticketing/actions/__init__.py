"""What can be done to tickets away from the windows: issue, cancel, upgrade, the end of the day."""
