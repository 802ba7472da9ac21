"""Files that chance damaged: bytes changed, cut, copied and moved, and XML tangled while it stays well-formed."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise

from lxml import etree

from tests.hostile import XML, good, parts, zipped

EXTREMES = ("", "-1", "0", "7", "99999999999", "1e308", "nan", "甲", "..", "/", "A1:XFD1048576", "x" * 5000, "1 " * 500)


def mutants(kind: str, count: int, seed: int) -> Iterator[bytes]:
    """Files that chance made of a good one: a third of a package's in the bytes, a third in a part, a third in XML."""
    chance = random.Random(f"{kind} {seed}")
    whole = good(kind)
    for at in range(count):
        if kind in XML and at % 3:
            members = parts(kind)
            name = chance.choice([name for name in members if name != "mimetype"])
            part = members[name]
            change = mutated if at % 3 == 1 else tangled
            yield zipped({**members, name: change(part.encode() if isinstance(part, str) else part, chance)})
        else:
            yield mutated(whole, chance)


def tangled(data: bytes, chance: random.Random) -> bytes:
    """Well-formed XML whose elements and attributes are dropped, copied, moved, renamed and set to extremes."""
    root = etree.fromstring(data)
    for _ in range(chance.randint(1, 6)):
        nodes = list(root.iter())
        node, other = chance.choice(nodes), chance.choice(nodes)
        parent = node.getparent()
        deed = chance.choice(("drop", "copy", "move", "name", "text", "value", "value"))
        if deed == "drop" and parent is not None:
            parent.remove(node)
        elif deed == "copy":
            other.append(deepcopy(node))
        elif deed == "move" and node not in (other, *other.iterancestors()):
            other.append(node)
        elif deed == "name":
            node.tag = other.tag
        elif deed == "text":
            node.text = chance.choice(EXTREMES)
        elif deed == "value" and node.attrib:
            node.set(chance.choice(list(node.attrib)), chance.choice(EXTREMES))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Bytes with one to four changes: bits, whole numbers, cuts, copies, moved and dropped pieces."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        chance.choice((_flip, _flip, _number, _cut, _copy, _drop, _splice))(changed, chance)
    return bytes(changed)


def _piece(data: bytearray, chance: random.Random) -> tuple[int, int]:
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return start, min(end, start + chance.choice((4, 64, 2048)))


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 8) if data else 0):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _number(data: bytearray, chance: random.Random) -> None:
    """A number of two or four bytes, or of digits, turned to an extreme."""
    digits = [at for at, (a, b) in enumerate(pairwise(data)) if 48 <= b < 58 and not 48 <= a < 58]
    if digits and chance.random() < 0.5:
        at = chance.choice(digits) + 1
        data[at : at + 1] = chance.choice((b"-1", b"0", b"99999999", b"2147483648", b"1e308", b"nan"))
    elif len(data) > 4:
        at = chance.randrange(len(data) - 4)
        data[at : at + 4] = struct.pack("<I", chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFE, len(data))))


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data) + 1) if chance.random() < 0.3 else max(len(data) - chance.randrange(64), 0) :]


def _copy(data: bytearray, chance: random.Random) -> None:
    start, end = _piece(data, chance)
    data[end:end] = data[start:end] * chance.choice((1, 2, 50))


def _drop(data: bytearray, chance: random.Random) -> None:
    start, end = _piece(data, chance)
    del data[start:end]


def _splice(data: bytearray, chance: random.Random) -> None:
    start, end = _piece(data, chance)
    at = chance.randrange(len(data) + 1)
    data[at : at + end - start] = data[start:end]
