"""The shade of a cell of the eight criteria: from the least to the most trying for a partner.

A shade is an order inside one criterion, and nothing between two criteria. The word in the cell
says all; the shade, with its weight and its edge, only helps the eye. What nobody answered has no
place in the order.
"""

from enum import StrEnum

from cases import criteria
from cases.analysis import NONE_RECEIVED
from cases.figures import UNKNOWN


class Shade(StrEnum):
    LIGHT = "light"
    MEDIUM = "medium"
    HEAVY = "heavy"
    UNKNOWN = "unknown"


# Criterion → how its labels begin, and their shade; an empty beginning is any other label.
RULES: dict[str, tuple[tuple[str, Shade], ...]] = {
    # The faster the calls became a blockage, the less time there was to get ready.
    criteria.NATURE: (
        ("progressif lent", Shade.LIGHT),
        ("rapide", Shade.MEDIUM),
        ("très rapide", Shade.HEAVY),
    ),
    # The larger the part of the customers hit.
    criteria.SCOPE: (
        ("nulle", Shade.LIGHT),
        ("partielle", Shade.MEDIUM),
        ("totale", Shade.HEAVY),
    ),
    # A message, or none.
    criteria.PUBLISHER_COMMUNICATION: ((NONE_RECEIVED, Shade.HEAVY), ("", Shade.LIGHT)),
    # The fewer whom the publisher's message reached in time.
    criteria.PROPAGATION: (
        ("totale", Shade.LIGHT),
        ("nulle", Shade.HEAVY),
        ("", Shade.MEDIUM),
    ),
    # The more had to find out by themselves.
    criteria.OUTSIDE_DETECTION: (
        ("nulle", Shade.LIGHT),
        ("totale", Shade.HEAVY),
        ("", Shade.MEDIUM),
    ),
    # The heavier the load of calls; one that rises slowly leaves time to organise.
    criteria.CALL_SATURATION: (
        ("faible", Shade.LIGHT),
        ("modérée", Shade.MEDIUM),
        ("lente et progressive", Shade.MEDIUM),
        ("forte", Shade.HEAVY),
    ),
    # The worse the answer that the partner could give.
    criteria.ANSWER_QUALITY: (
        ("bonne", Shade.LIGHT),
        ("moyenne", Shade.MEDIUM),
        ("médiocre", Shade.HEAVY),
    ),
    # A message on the end, or none.
    criteria.END_COMMUNICATION: ((NONE_RECEIVED, Shade.HEAVY), ("", Shade.LIGHT)),
}


def shade_of(code: str, label: str) -> Shade:
    if label == UNKNOWN:
        return Shade.UNKNOWN
    rules = RULES.get(code, ())
    return next((shade for begins, shade in rules if label.startswith(begins)), Shade.UNKNOWN)
