"""Merkle trees by SHA-256, as RFC 6962 section 2.1 defines them (RFC 9162 keeps it). Pure.

    leaf(data)        = SHA-256(0x00 ‖ data)
    node(left, right) = SHA-256(0x01 ‖ left ‖ right)
    root([])          = SHA-256("")
    root(n leaves)    = node(root(the first k), root(the others)), k the largest power of 2 below n

The two prefixes keep a leaf from passing for a node. A proof that a leaf is in the tree is the list
of the neighbours met on the way up, the lowest first (2.1.1; how to read it: RFC 9162, 2.1.3.2).
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256


def leaf(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """Fed leaf by leaf; it holds one digest for each bit of their number."""

    def __init__(self) -> None:
        self.size = 0
        self._whole: list[bytes] = []
        """Roots of the full trees on the left, the largest first."""

    def add(self, data: bytes) -> None:
        grown, full = sha256(b"\x00" + data).digest(), self.size
        while full & 1:
            grown, full = sha256(b"\x01" + self._whole.pop() + grown).digest(), full >> 1
        self._whole.append(grown)
        self.size += 1

    def root(self) -> bytes:
        if not self._whole:
            return sha256(b"").digest()
        *left, found = self._whole
        for whole in reversed(left):
            found = node(whole, found)
        return found


def root_of(leaves: Iterable[bytes]) -> bytes:
    tree = Tree()
    for data in leaves:
        tree.add(data)
    return tree.root()


def proof_of(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """What shows that the leaf at `index` is among these, to whoever has only their root."""
    if len(leaves) == 1:
        return []
    half = 1 << (len(leaves) - 1).bit_length() - 1
    if index < half:
        return [*proof_of(leaves[:half], index), root_of(leaves[half:])]
    return [*proof_of(leaves[half:], index - half), root_of(leaves[:half])]


def is_included(data: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `data` is the leaf at `index` of the tree of `size` leaves that has this root."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf(data)
    for neighbour in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node(neighbour, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = node(found, neighbour)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root
