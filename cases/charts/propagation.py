"""How the news reached the observers: by the publisher, or otherwise. Counts with their n.

Both curves end on what the table says: criterion 4 for the publisher, criterion 5 for the rest. Who
learned outside the publisher's channel is not asked when: the curve rises at the observation that
says so, which is the latest that it can have been.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.charts import marks, plane, svg, text
from cases.charts.axes import round_ticks
from cases.charts.chart import Chart
from cases.charts.plane import Plane
from cases.charts.svg import Element, Look
from members import typography

MOST_STEPS = 40


class Way(StrEnum):
    PUBLISHER = "publisher"
    OUTSIDE = "outside"


WORDS = {
    Way.PUBLISHER: gettext_lazy("Par l’éditeur"),
    Way.OUTSIDE: gettext_lazy("Hors canal éditeur"),
}
LOOKS = {
    Way.PUBLISHER: (Look.PUBLISHER, marks.circle, Look.FULL),
    Way.OUTSIDE: (Look.OUTSIDE, marks.square, Look.OTHER),
}


@dataclass(frozen=True, slots=True)
class Step:
    at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Curve:
    way: Way
    asked: int
    steps: tuple[Step, ...]

    @property
    def reached(self) -> int:
        return self.steps[-1].count if self.steps else 0

    def reached_part(self, part: int, whole: int) -> datetime | None:
        """When `part` of `whole` of those asked knew; None if so many never did."""
        needed = -(-self.asked * part // whole)
        return next((step.at for step in self.steps if step.count >= max(needed, 1)), None)


@dataclass(frozen=True, slots=True)
class Propagation:
    """`origin` is the first blockage, from which the news could be told."""

    zone: str
    origin: datetime | None
    curves: tuple[Curve, ...]


def curve(way: Way, asked: int, moments: list[datetime]) -> Curve:
    """Each instant at which someone more knew; of very many, the steps that a drawing can show."""
    counts = {at: number for number, at in enumerate(sorted(moments), start=1)}
    steps = [Step(at, count) for at, count in counts.items()]
    if len(steps) <= MOST_STEPS:
        return Curve(way, asked, tuple(steps))
    levels = [-(-asked * part // MOST_STEPS) for part in range(1, MOST_STEPS + 1)]
    firsts = [next((step for step in steps if step.count >= each), steps[-1]) for each in levels]
    return Curve(way, asked, tuple(dict.fromkeys([steps[0], *firsts, steps[-1]])))


def propagation_chart(key: str, told: Propagation) -> Chart:
    zone = ZoneInfo(told.zone)
    title = _("Comment l’information est arrivée")
    headings = (_("Moment"), *(str(WORDS[each.way]) for each in told.curves))
    if not any(each.steps for each in told.curves):
        return Chart(key, title, _nobody(told), headings)
    sentence = " ".join([*(_in_words(each, zone) for each in told.curves), *_rules(told)])
    drawing = _drawn(key, title, sentence, told)
    return Chart(key, title, sentence, headings, tuple(_rows(told, zone)), drawing)


def _nobody(told: Propagation) -> str:
    if not any(each.asked for each in told.curves):
        return _("Personne n’a encore dit comment il a su.")
    return _("Personne, parmi les observateurs interrogés, n’a été informé par aucun canal.")


def _in_words(told: Curve, zone: ZoneInfo) -> str:
    words = _("%(way)s : %(count)s.") % {
        "way": WORDS[told.way],
        "count": text.out_of(told.reached, told.asked),
    }
    half, most = told.reached_part(1, 2), told.reached_part(9, 10)
    if half:
        words += " " + _("La moitié le savait (t50) le %(at)s.") % {"at": text.moment(half, zone)}
    if most:
        words += " " + _("Neuf sur dix (t90) le %(at)s.") % {"at": text.moment(most, zone)}
    return words


def _rules(told: Propagation) -> Iterator[str]:
    yield _("Un message compte s’il est reçu avant le retour à la normale de son destinataire.")
    if any(each.way == Way.OUTSIDE and each.steps for each in told.curves):
        yield _("Hors canal, le moment n’est pas demandé : c’est au plus tard l’observation.")


def _rows(told: Propagation, zone: ZoneInfo) -> Iterator[tuple[str, ...]]:
    instants = sorted({step.at for each in told.curves for step in each.steps})
    for at in instants:
        yield (text.moment(at, zone), *(_cell(each, at) for each in told.curves))


def _cell(told: Curve, at: datetime) -> str:
    if not told.asked:
        return _("non renseigné")
    known = max((step.count for step in told.steps if step.at <= at), default=0)
    return text.out_of(known, told.asked)


def _drawn(key: str, title: str, sentence: str, told: Propagation) -> SafeString:
    zone = ZoneInfo(told.zone)
    most = max(each.asked for each in told.curves)
    ticks = [tick for tick in round_ticks(most, most=4) if tick <= most]
    instants = [step.at for each in told.curves for step in each.steps]
    on = plane.plane([*instants, *([told.origin] if told.origin else [])], ticks, most, zone, 12)
    drawn = [each for each in told.curves if each.asked]
    shapes = (
        *plane.frame(on, ticks, _("Observateurs qui savent")),
        *_asked(on, drawn),
        *_origin(on, told),
        *(shape for each in drawn for shape in _curve(on, each)),
        *_names(on, drawn),
    )
    return svg.drawing(key, title, sentence, (plane.WIDTH, plane.HEIGHT), *shapes)


def _asked(on: Plane, drawn: list[Curve]) -> Iterator[Element]:
    for asked in sorted({each.asked for each in drawn}):
        y = on.counts.place(asked)
        yield svg.line(on.left, y, plane.RIGHT, y, Look.REFERENCE)
        if asked not in {each.reached for each in drawn}:
            words = _("n = %(n)s") % {"n": text.number(asked)}
            yield svg.text(plane.RIGHT, y - 7, words, Look.MUTED, "end")


def _origin(on: Plane, told: Propagation) -> Iterator[Element]:
    if told.origin:
        x = on.times.place(told.origin)
        yield svg.group(
            {"origin": told.origin.isoformat()},
            svg.line(x, plane.FOOT, x, plane.TOP - 4, Look.LEADER),
        )
        yield svg.text(x - 4, plane.TOP - 9, _("premier blocage"), Look.MUTED)


def _curve(on: Plane, told: Curve) -> Iterator[Element]:
    look, shape, filled = LOOKS[told.way]
    yield svg.path(_stairs(on, told), look)
    for step in told.steps:
        data: dict[str, svg.Value] = {
            "way": told.way.value,
            "at": step.at.isoformat(),
            "count": step.count,
        }
        x, y = on.times.place(step.at), on.counts.place(step.count)
        yield svg.group(data, shape(x, y, filled))
    yield from _half(on, told)


def _stairs(on: Plane, told: Curve) -> Iterator[tuple[float, float]]:
    yield on.times.stretches[0].low, on.counts.place(0)
    level = on.counts.place(0)
    for step in told.steps:
        x = on.times.place(step.at)
        yield x, level
        level = on.counts.place(step.count)
        yield x, level
    yield on.times.stretches[-1].high, level


def _half(on: Plane, told: Curve) -> Iterator[Element]:
    """t50 and t90 are written beside the step that reaches them, under the curve."""
    for name, part, whole in (("t50", 1, 2), ("t90", 9, 10)):
        at = told.reached_part(part, whole)
        if at:
            count = next(step.count for step in told.steps if step.at == at)
            x, y = on.times.place(at), on.counts.place(count)
            fits = x + 100 < plane.RIGHT
            words = typography.pair(name, text.clock(at, on.zone))
            place = (x + 10, "start") if fits else (x - 10, "end")
            yield svg.text(place[0], y + 15, words, Look.MUTED, place[1])


def _names(on: Plane, drawn: list[Curve]) -> Iterator[Element]:
    """Each curve bears its name where it ends; of two that end together, one stands above."""
    free = plane.HEIGHT
    for told in sorted(drawn, key=lambda each: each.reached):
        y = min(on.counts.place(told.reached) - 9, free - 17)
        free = y
        words = typography.pair(WORDS[told.way], text.out_of(told.reached, told.asked))
        yield svg.text(plane.RIGHT, y, words, Look.STRONG, "end")
