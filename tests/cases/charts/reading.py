"""Reads a drawing as with a ruler: its shapes, what they stand for and where they are."""

from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"


def tree(chart):
    return ElementTree.fromstring(chart.drawing)  # noqa: S314 our own drawing


def standing_for(chart, name):
    """The groups that say so, in their order."""
    return [group for group in tree(chart).iter(f"{SVG}g") if f"data-{name}" in group.attrib]


def place(group):
    """The middle of a group's one shape, from what is drawn and not from what it says."""
    shape = group[0]
    kind = shape.tag.removeprefix(SVG)
    if kind == "circle":
        return float(shape.get("cx")), float(shape.get("cy"))
    if kind == "rect":
        return (
            float(shape.get("x")) + float(shape.get("width")) / 2,
            float(shape.get("y")) + float(shape.get("height")) / 2,
        )
    points = [
        tuple(map(float, point.split()))
        for point in shape.get("d").strip("MZ").replace("L", "|").split("|")
    ]
    xs, ys = zip(*points, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def words(chart):
    return [text.text for text in tree(chart).iter(f"{SVG}text")]
