"""When two names are one thing: one module for each type, all judging by the same records."""
