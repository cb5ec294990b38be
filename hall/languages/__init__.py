"""The words of every page a visitor sees, a catalogue for each language."""
