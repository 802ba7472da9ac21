"""Where the store is, read from the environment once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ENGINE_VERSION = "5.26.30"


@dataclass(frozen=True, slots=True)
class Settings:
    """`uri` is empty for the private engine, which lives in `home` and takes its jars from `library` or `cache`."""

    uri: str = ""
    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str = "neo4j"
    home: Path = Path(".liantu")
    library: Path | None = None
    cache: Path = Path("~/.cache/liantu")

    @classmethod
    def read(cls, env: Mapping[str, str] = os.environ) -> Settings:
        """Settings from NEO4J_URI, _USER, _PASSWORD, _DATABASE, LIANTU_HOME, _NEO4J_LIB and _CACHE."""
        library = env.get("LIANTU_NEO4J_LIB", "")
        return cls(
            uri=env.get("NEO4J_URI", ""),
            user=env.get("NEO4J_USER") or "neo4j",
            password=env.get("NEO4J_PASSWORD", ""),
            database=env.get("NEO4J_DATABASE") or "neo4j",
            home=_path(env.get("LIANTU_HOME") or ".liantu"),
            library=_path(library) if library else None,
            cache=_path(env.get("LIANTU_CACHE") or "~/.cache/liantu"),
        )


def _path(text: str) -> Path:
    return Path(text).expanduser().absolute()
