"""How many, of each kind and in each place: one tile each, its number in words, and no map.

A number that could point at someone comes as None, and is said to be few.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import batched

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.charts import svg
from cases.charts.chart import Chart
from cases.charts.svg import Element, Look

WIDTH, LEFT, TOP = 344.0, 8.0, 8.0
TILE_WIDTH, TILE_HEIGHT, GAP = 158.0, 48.0, 8.0
HEADING, ABREAST = 24.0, 2
FEWEST_TILES = 2


@dataclass(frozen=True, slots=True)
class Tile:
    product: str
    incident: str
    claims: int | None


def tiles_chart(key: str, tiles: Sequence[Tile], *, few: str) -> Chart:
    """`few` stands in the place of a number that is not told."""
    title = _("Les demandes par produit et par incident")
    headings = (_("Produit"), _("Incident"), _("Demandes"))
    if len(tiles) < FEWEST_TILES:
        return Chart(key, title, _("Un produit, un incident : il n’y a rien à répartir."), headings)
    sentence = _in_words(tiles)
    rows = tuple((tile.product, tile.incident, _count(tile, few)) for tile in tiles)
    shapes, height = _drawn(tiles, few)
    drawing = svg.drawing(key, title, sentence, (WIDTH, height), *shapes)
    return Chart(key, title, sentence, headings, rows, drawing)


def _count(tile: Tile, few: str) -> str:
    if tile.claims is None:
        return few
    told = ngettext("%(count)s demande", "%(count)s demandes", tile.claims)
    return told % {"count": tile.claims}


def _in_words(tiles: Sequence[Tile]) -> str:
    largest = max(tiles, key=lambda tile: tile.claims or 0)
    counted = _("Une demande qui touche deux produits compte pour chacun.")
    if not largest.claims:
        return counted
    most = ngettext(
        "Le plus touché : %(product)s, %(incident)s, avec %(count)s demande.",
        "Le plus touché : %(product)s, %(incident)s, avec %(count)s demandes.",
        largest.claims,
    )
    told = {"product": largest.product, "incident": largest.incident, "count": largest.claims}
    return f"{most % told} {counted}"


def _drawn(tiles: Sequence[Tile], few: str) -> tuple[list[Element], float]:
    shapes, top = list[Element](), TOP
    for product in dict.fromkeys(tile.product for tile in tiles):
        shapes.append(svg.text(LEFT, top + 14, product, Look.STRONG))
        top += HEADING
        for some in batched([tile for tile in tiles if tile.product == product], ABREAST):
            for place, tile in enumerate(some):
                shapes += _tile(LEFT + place * (TILE_WIDTH + GAP), top, tile, few)
            top += TILE_HEIGHT + GAP
    return shapes, top


def _tile(left: float, top: float, tile: Tile, few: str) -> Iterator[Element]:
    right, bottom = left + TILE_WIDTH, top + TILE_HEIGHT
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    data: dict[str, svg.Value] = {
        "product": tile.product,
        "incident": tile.incident,
        "claims": "" if tile.claims is None else str(tile.claims),
    }
    # Filled where it is counted, empty where it is not: told apart without colour.
    look = Look.HOLLOW if tile.claims is None else Look.BAND
    yield svg.group(data, svg.polygon(corners, look))
    yield svg.text(left + 6, top + 18, tile.incident, Look.MUTED)
    yield svg.text(left + 6, top + 38, _count(tile, few), Look.LABEL)
