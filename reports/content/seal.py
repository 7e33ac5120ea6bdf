from dataclasses import dataclass


@dataclass(frozen=True)
class Seal:
    """What the document announces of the seal that it gets once it is printed."""

    name: str
    issuer: str
    """Nobody for a certificate that this software made for itself."""
    fingerprint: str
    certificates: str
    """PEM, the one that seals first."""
    is_stamped: bool
    """An authority dates it: without its answer, there is no document."""
