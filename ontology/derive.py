"""`python -m ontology.derive` writes every committed file that comes from ontology.yaml; `--check` writes none.

Exit status 1 where the ontology breaks a rule of the linter or, with `--check`, where a file is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from ontology.lint import problems
from ontology.model import load

ROOT = Path(__file__).parent.parent


def derived() -> Mapping[str, str]:
    """The text of each derived file by its path below the repository root."""
    from ontology.page import page
    from ontology.rdf import owl, turtle
    from ontology.shapes import shapes

    return {
        "docs/ontology.md": page(),
        "ontology/liantu.ttl": turtle(owl()),
        "ontology/shapes.ttl": turtle(shapes()),
    }


def stale(root: Path = ROOT) -> list[str]:
    """Paths of the derived files that differ from the ontology or are missing."""
    return [path for path, text in derived().items() if _read(root / path) != text.encode()]


def main(args: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Write or check; returns the exit status."""
    args = sys.argv[1:] if args is None else args
    if found := problems(load()):
        print("\n".join(found), file=sys.stderr)
        return 1
    names = stale(root)
    if "--check" in args:
        for name in names:
            print(f"{name} is stale: run python -m ontology.derive", file=sys.stderr)
        return 1 if names else 0
    texts = derived()
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(texts[name].encode())
        print(name)
    return 0


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


if __name__ == "__main__":
    sys.exit(main())
