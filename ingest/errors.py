"""Errors of reading and ingesting a document.

IngestError
├── UnreadableFileError   empty, binary, too large, unknown encoding or format
│   └── UnreadyError      what lacks is on this machine: another run may read it
└── NotAPolicyError       readable, but without anything that a policy has
Refused                   a reader's answer to bytes that it cannot read; becomes an UnreadableFileError
├── Textless              to pages that are pictures
└── Unready               where what lacks is on this machine
ProposerError             the settings of the language model make no sense
JudgementError            a judgement of names cannot be taken
ClusterError              Ray is missing, out of reach, or runs other code
"""

from __future__ import annotations

from pathlib import Path


class IngestError(Exception):
    """A document cannot be ingested; the message is Chinese and says what to do."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}:{reason}")
        self.path = path
        self.reason = reason


class UnreadableFileError(IngestError):
    """The file's bytes are not text that can be read."""


class UnreadyError(UnreadableFileError):
    """What lacks to read the file is on this machine, so a later run may read it."""


class NotAPolicyError(IngestError):
    """The text has neither a title, headings, units nor goals."""


class Refused(Exception):  # noqa: N818
    """A reader cannot read these bytes; the message is Chinese and says what is wrong and what to do."""


class Textless(Refused):
    """The pages are pictures: their text would have to be recognised."""


class Unready(Refused):
    """What lacks to read them is on this machine, not in the file."""


ANSWERS: dict[str, type[Refused]] = {"refused": Refused, "textless": Textless, "unready": Unready}
"""How a reader's process names its answers."""


class ProposerError(Exception):
    """The settings of the language model make no sense; the message is Chinese and says what to do."""


class JudgementError(Exception):
    """A judgement of names cannot be taken; the message is Chinese and says what to do."""


class ClusterError(Exception):
    """Files cannot be prepared over Ray; the message is Chinese and says what to do."""
