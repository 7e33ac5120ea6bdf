"""How busy the help desks were, slot by slot: median, the middle half, and the usual load.

A call load is in times the usual load of each desk, as criterion 6 counts it, so that a desk of
four calls an hour weighs as much as one of forty.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cases.charts import marks, plane, svg, text
from cases.charts.axes import HOUR, round_ticks
from cases.charts.chart import Chart
from cases.charts.plane import Plane
from cases.charts.svg import Element, Look
from cases.figures import half_up, median, quartile
from cases.respondents import SATURATION

FEWEST_FOR_A_BAND = 3
FEWEST_FOR_A_FULL_POINT = 5
MOST_SLOTS = 48
HEIGHT = 330.0
LEGEND = 278.0


@dataclass(frozen=True, slots=True)
class Slot:
    """`low` and `high` are the quartiles, unless too few answered for them."""

    at: datetime
    answered: int
    median: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """`told` is how many slots were told in all: a drawing shows the best known ones."""

    zone: str
    respondents: int
    slots: tuple[Slot, ...]
    told: int


def slot(at: datetime, values: Iterable[Fraction]) -> Slot:
    ordered = sorted(values)
    middle = _hundredths(median(ordered))
    if len(ordered) < FEWEST_FOR_A_BAND:
        return Slot(at, len(ordered), middle)
    low, high = (_hundredths(quartile(ordered, quarters)) for quarters in (1, 3))
    return Slot(at, len(ordered), middle, low, high)


def _hundredths(value: Fraction) -> Decimal:
    return Decimal(half_up(value * 100)) / 100


def best_known(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """Of very many slots, those that most respondents told; the earlier of two alike."""
    ranked = sorted(slots, key=lambda each: (-each.answered, each.at))[:MOST_SLOTS]
    return tuple(sorted(ranked, key=lambda each: each.at))


def load_chart(key: str, load: Load) -> Chart:
    title = _("Les appels, heure par heure")
    headings = (_("Heure"), _("Médiane"), _("Moitié centrale"), _("n"))
    if not load.slots:
        sentence = _(
            "Personne n’a encore donné ses appels heure par heure avec sa charge habituelle."
        )
        return Chart(key, title, sentence, headings)
    zone = ZoneInfo(load.zone)
    sentence = _in_words(load, zone)
    rows = tuple(_row(each, zone) for each in load.slots)
    return Chart(key, title, sentence, headings, rows, _drawn(key, title, sentence, load))


def _in_words(load: Load, zone: ZoneInfo) -> str:
    peak = _peak(load)
    sentence = _(
        "Au plus fort, dans l’heure qui commence le %(at)s, la médiane est de %(times)s fois la "
        "charge habituelle (n = %(n)s)."
    ) % {"at": text.moment(peak.at, zone), "times": text.number(peak.median), "n": peak.answered}
    if load.told > len(load.slots):
        sentence += " " + _(
            "Sont dessinées les %(shown)s heures que le plus d’observateurs ont données, "
            "sur %(told)s."
        ) % {"shown": len(load.slots), "told": text.number(load.told)}
    return sentence


def _peak(load: Load) -> Slot:
    """Of the hours that enough have told; an hour told by one or two is drawn, not quoted."""
    enough = [each for each in load.slots if each.answered >= FEWEST_FOR_A_BAND]
    return max(enough or load.slots, key=lambda each: each.median)


def _row(told: Slot, zone: ZoneInfo) -> tuple[str, ...]:
    middle = ""
    if told.low is not None and told.high is not None:
        middle = _("%(low)s à %(high)s") % {
            "low": text.number(told.low),
            "high": text.number(told.high),
        }
    return (
        text.moment(told.at, zone),
        text.number(told.median),
        middle or _("trop peu de réponses"),
        text.number(told.answered),
    )


def _drawn(key: str, title: str, sentence: str, load: Load) -> SafeString:
    largest = max(max(each.median, each.high or each.median) for each in load.slots)
    ticks = round_ticks(float(max(largest, Decimal(SATURATION))), most=5)
    edges = [at for each in load.slots for at in (each.at, each.at + HOUR)]
    on = plane.plane(edges, ticks, ticks[-1], ZoneInfo(load.zone), margin=4)
    runs = list(_runs(load.slots))
    shapes = (
        *(shape for run in runs for shape in _band(on, run)),
        *plane.frame(on, ticks, _("Fois la charge habituelle")),
        *_levels(on),
        *(svg.path([_point(on, each) for each in run], Look.PUBLISHER) for run in runs),
        *(_mark(on, each) for each in load.slots),
        *_summit(on, _peak(load)),
        *_legend(load),
    )
    return svg.drawing(key, title, sentence, (plane.WIDTH, HEIGHT), *shapes)


def _runs(slots: Sequence[Slot]) -> Iterator[list[Slot]]:
    """Hours that follow each other: no line is drawn across hours that nobody told."""
    run = [slots[0]]
    for before, after in pairwise(slots):
        if after.at - before.at > HOUR:
            yield run
            run = []
        run.append(after)
    yield run


def _middle(on: Plane, at: datetime) -> float:
    return on.times.place(at + timedelta(minutes=30))


def _point(on: Plane, told: Slot) -> tuple[float, float]:
    return _middle(on, told.at), on.counts.place(float(told.median))


def _band(on: Plane, run: Sequence[Slot]) -> Iterator[Element]:
    for low, high in _outlines(on, run):
        if len(low) == 1:
            (x, bottom), (_x, top) = low[0], high[0]
            low, high = [(x - 4, bottom), (x + 4, bottom)], [(x - 4, top), (x + 4, top)]
        yield svg.polygon([*high, *reversed(low)], Look.BAND)


type Outline = list[tuple[float, float]]


def _outlines(on: Plane, run: Sequence[Slot]) -> Iterator[tuple[Outline, Outline]]:
    low: Outline = []
    high: Outline = []
    for told in run:
        if told.low is None or told.high is None:
            if low:
                yield low, high
            low, high = [], []
            continue
        x = _middle(on, told.at)
        low.append((x, on.counts.place(float(told.low))))
        high.append((x, on.counts.place(float(told.high))))
    if low:
        yield low, high


def _levels(on: Plane) -> Iterator[Element]:
    for times, look in ((1, Look.REFERENCE), (SATURATION, Look.THRESHOLD)):
        y = on.counts.place(times)
        yield svg.line(on.left, y, plane.RIGHT, y, look)


def _mark(on: Plane, told: Slot) -> Element:
    look = Look.FULL if told.answered >= FEWEST_FOR_A_FULL_POINT else Look.HOLLOW
    data: dict[str, svg.Value] = {
        "at": told.at.isoformat(),
        "median": str(told.median),
        "low": "" if told.low is None else str(told.low),
        "high": "" if told.high is None else str(told.high),
        "answered": told.answered,
    }
    return svg.group(data, marks.circle(*_point(on, told), look))


def _summit(on: Plane, peak: Slot) -> Iterator[Element]:
    x, y = _point(on, peak)
    anchor = "end" if x > plane.RIGHT - 40 else "start" if x < on.left + 40 else "middle"
    top = on.counts.place(float(peak.high)) if peak.high else y
    words = _("%(times)s fois") % {"times": text.number(peak.median)}
    yield svg.text(x, min(top, y) - 9, words, Look.STRONG, anchor)


def _legend(load: Load) -> Iterator[Element]:
    right = plane.WIDTH / 2 + 6
    yield svg.line(2, LEGEND - 4, 26, LEGEND - 4, Look.PUBLISHER)
    yield svg.text(34, LEGEND, _("médiane"), Look.LABEL)
    yield svg.polygon([(right, LEGEND - 10), (right + 24, LEGEND - 10), (right + 24, LEGEND + 2),
                       (right, LEGEND + 2)], Look.BAND)  # fmt: skip
    yield svg.text(right + 32, LEGEND, _("moitié centrale"), Look.LABEL)
    below = LEGEND + 22
    yield svg.line(2, below - 4, 26, below - 4, Look.REFERENCE)
    yield svg.text(34, below, _("charge habituelle"), Look.LABEL)
    yield svg.line(right, below - 4, right + 24, below - 4, Look.THRESHOLD)
    yield svg.text(right + 32, below, _("saturé : le double"), Look.LABEL)
    if any(each.answered < FEWEST_FOR_A_FULL_POINT for each in load.slots):
        yield marks.circle(14, below + 18, Look.HOLLOW)
        words = _("moins de %(n)s répondants") % {"n": FEWEST_FOR_A_FULL_POINT}
        yield svg.text(34, below + 22, words, Look.LABEL)
