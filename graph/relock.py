"""Writes neo4j.lock anew: resolves org.neo4j:neo4j with jgo and notes a sha256 per jar (`python -m graph.relock`)."""

from __future__ import annotations

import hashlib
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from jgo.maven import Artifact, MavenContext, PythonResolver

from graph.settings import ENGINE_VERSION

TARGET = Path(__file__).with_name("neo4j.lock")


def main() -> None:
    """Resolve, fetch every jar into a temporary folder, write the lock in order of coordinates."""
    with tempfile.TemporaryDirectory() as folder:
        context = MavenContext(resolver=PythonResolver(), repo_cache=Path(folder), timeout=30)
        root = context.create_dependency(f"org.neo4j:neo4j:{ENGINE_VERSION}")
        inputs, found = context.resolver.resolve([root])
        artifacts = [d.artifact for d in [*inputs, *found] if d is root or d.scope in ("compile", "runtime")]
        with ThreadPoolExecutor(8) as pool:
            lines = sorted(pool.map(_line, artifacts))
    TARGET.write_text("\n".join(["# Jars of Neo4j Community (GPLv3); made by graph/relock.py", *lines, ""]), "utf-8")


def _line(artifact: Artifact) -> str:
    coordinate = ":".join(
        p for p in (artifact.groupId, artifact.artifactId, artifact.version, artifact.classifier) if p
    )
    return f"{coordinate} {hashlib.sha256(artifact.resolve().read_bytes()).hexdigest()}"


if __name__ == "__main__":
    main()
