"""The commands, one file for each group; every file has `register(app)`."""
