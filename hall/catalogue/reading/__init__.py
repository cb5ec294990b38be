"""From a definition file to its values: read, checked, every problem with its place. Only `source` touches the disk."""
