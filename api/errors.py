"""Errors that no other package knows."""

from __future__ import annotations


class UsageError(Exception):
    """The command cannot be done as asked; the message is Chinese and says what to do."""


class BusyError(Exception):
    """Too many ask for the same costly thing at once; the message is Chinese."""
