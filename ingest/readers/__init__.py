"""Readers of file formats, each a function from bytes to blocks."""
