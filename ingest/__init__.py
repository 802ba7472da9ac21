"""From a file to facts: read, normalise, parse, extract, resolve, load."""
