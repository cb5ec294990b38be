"""Files that people send in: checked by what is in them, kept encrypted, served to those who may see them."""
