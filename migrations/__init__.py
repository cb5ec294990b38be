"""The database's history, packaged as hall.migrations so that an installed wheel migrates itself."""
