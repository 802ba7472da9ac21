"""What could not be read, so that a second run over thousands of files does not read it again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Ledger:
    """Reasons by fingerprint (of content and extractor), kept in a file of JSON lines; None: nothing is kept."""

    file: Path | None = None
    _held: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.file and self.file.exists():
            lines = (json.loads(line) for line in self.file.read_text("utf-8").splitlines() if line.endswith("]"))
            self._held = dict(lines)

    def reason(self, mark: str) -> str:
        """Why an earlier run refused this content, empty where none did."""
        return self._held.get(mark, "")

    def note(self, mark: str, reason: str) -> None:
        """Keep the reason for the next run."""
        if not mark or self._held.get(mark) == reason:
            return
        self._held[mark] = reason
        if self.file:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("a", encoding="utf-8") as out:
                out.write(json.dumps([mark, reason], ensure_ascii=False) + "\n")
