"""What a hall shows and says: announcements, voices, screens."""
