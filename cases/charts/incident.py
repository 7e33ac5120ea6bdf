"""The incident in three lanes, from above to below: members, publisher, association.

Drawn from above to below so that every mark has room for its words on a telephone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.charts import marks, svg, text
from cases.charts.axes import Stretch, TimeScale, hour_ticks, per_hour, spans
from cases.charts.chart import Chart
from cases.charts.svg import Element, Look
from cases.timeline import MEMBERS_TELL, Lane, MomentKind
from members import typography

WIDTH = 344
LANES = {Lane.MEMBERS: 40, Lane.PUBLISHER: 170, Lane.ASSOCIATION: 270}
WORDS_FROM = {Lane.MEMBERS: 23, Lane.PUBLISHER: 13, Lane.ASSOCIATION: 12}
RANGE_APART = 6
LINE = 15
ROOM = 260
PER_HOUR = 64
GAP = 34
MOST_BREAKS = 8
SHORT = {
    MomentKind.FIRST_CALL: gettext_lazy("premier appel"),
    MomentKind.BLOCKED: gettext_lazy("premier blocage"),
    MomentKind.RESTORED: gettext_lazy("premier rétabli"),
    MomentKind.NOTICE_OPEN: gettext_lazy("annonce"),
    MomentKind.NOTICE_UPDATE: gettext_lazy("point d’étape"),
    MomentKind.NOTICE_END: gettext_lazy("fin annoncée"),
    MomentKind.REPORTED: gettext_lazy("remontée"),
    MomentKind.VERIFIED: gettext_lazy("vérifié"),
    MomentKind.DECIDED: gettext_lazy("décidé"),
    MomentKind.RELAYED: gettext_lazy("relayé"),
    MomentKind.DISMISSED: gettext_lazy("classé"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """From the first to the last who say so; `asked` is how many were asked, `count` answered."""

    kind: MomentKind
    first: datetime
    last: datetime
    count: int
    asked: int


@dataclass(frozen=True, slots=True)
class Silence:
    """From the first blockage to the publisher's first message, or to the end without any."""

    start: datetime
    end: datetime
    was_broken: bool


@dataclass(frozen=True, slots=True)
class Incident:
    zone: str
    marks: tuple[Mark, ...] = ()
    silence: Silence | None = None


@dataclass(frozen=True, slots=True)
class Label:
    at: datetime
    lines: tuple[str, ...]
    mark: Mark | None = None

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + 6


@dataclass(frozen=True, slots=True)
class Placed:
    label: Label
    lane: Lane
    top: float


def incident_chart(key: str, incident: Incident) -> Chart:
    zone = ZoneInfo(incident.zone)
    title = _("L’incident, heure par heure")
    headings = (_("Moment"), _("Qui"), _("Premier"), _("Dernier"), _("Combien le disent"))
    if not incident.marks:
        return Chart(key, title, _("Aucun moment n’est encore connu."), headings)
    sentence = silence_in_words(incident.silence, zone)
    rows = tuple(_row(mark, zone) for mark in incident.marks)
    return Chart(key, title, sentence, headings, rows, _drawn(key, title, sentence, incident))


def silence_in_words(silence: Silence | None, zone: ZoneInfo) -> str:
    if silence is None:
        return _("Les moments de l’incident, tels que chacun les a vus. Heures locales.")
    words = {"start": text.moment(silence.start, zone), "end": text.moment(silence.end, zone)}
    if silence.was_broken:
        sentence = _(
            "Fenêtre de silence : %(length)s, du premier blocage (%(start)s) au premier message "
            "de l’éditeur (%(end)s)."
        )
    else:
        sentence = _(
            "Fenêtre de silence : du premier blocage (%(start)s) au dernier retour connu (%(end)s),"
            " %(length)s sans qu’un message de l’éditeur parvienne aux observateurs interrogés."
        )
    return sentence % {**words, "length": text.length(silence.end - silence.start)}


def _row(mark: Mark, zone: ZoneInfo) -> tuple[str, ...]:
    steps = mark.kind.lane == Lane.ASSOCIATION
    return (
        str(mark.kind.label),
        str(mark.kind.lane.label),
        text.moment(mark.first, zone),
        "" if steps or mark.last == mark.first else text.moment(mark.last, zone),
        "" if steps else text.out_of(mark.count, mark.asked),
    )


def _drawn(key: str, title: str, sentence: str, incident: Incident) -> SafeString:
    zone = ZoneInfo(incident.zone)
    labels = _labels(incident, zone)
    scale, placed, bottom = _laid_out(incident, labels)
    shapes = (
        *_heads(),
        *(shape for stretch in scale.stretches for shape in _ground(stretch, zone)),
        *(shape for pair in scale.breaks for shape in _break(*pair)),
        *_silence(incident.silence, scale, bottom),
        *_ranges(incident, scale),
        *(shape for each in placed for shape in _label(each, scale)),
    )
    description = _("Le temps descend. %(sentence)s") % {"sentence": sentence}
    return svg.drawing(key, title, description, (WIDTH, bottom), *shapes)


def _labels(incident: Incident, zone: ZoneInfo) -> dict[Lane, list[Label]]:
    labels: dict[Lane, list[Label]] = {lane: [] for lane in Lane}
    for mark in incident.marks:
        labels[mark.kind.lane].append(Label(mark.first, _lines(mark, zone), mark))
        if mark.kind == MomentKind.RESTORED and mark.last > mark.first:
            lines = (text.clock(mark.last, zone), _("dernier rétabli"))
            labels[Lane.MEMBERS].append(Label(mark.last, lines))
    if incident.silence:
        length = text.length(incident.silence.end - incident.silence.start)
        lines = (length, _("de silence")) if incident.silence.was_broken else (
            length, _("sans message"))  # fmt: skip
        labels[Lane.PUBLISHER].append(Label(incident.silence.start, lines))
    return {lane: sorted(each, key=lambda label: label.at) for lane, each in labels.items()}


def _lines(mark: Mark, zone: ZoneInfo) -> tuple[str, ...]:
    words = str(SHORT[mark.kind])
    when = text.clock(mark.first, zone)
    if mark.kind.lane == Lane.ASSOCIATION:
        return when, words
    return when, words, text.out_of(mark.count, mark.asked)


def _laid_out(
    incident: Incident, labels: dict[Lane, list[Label]]
) -> tuple[TimeScale, list[Placed], float]:
    """Stretch under stretch: each is as tall as its time, or as the words that it must hold."""
    found = spans(_instants(incident), MOST_BREAKS)
    scale = per_hour(found, ROOM, PER_HOUR)
    stretches: list[Stretch] = []
    placed: list[Placed] = []
    top = 58.0
    for start, end in found:
        stretch = Stretch(start, end, top, scale)
        inside = [each for lane in Lane for each in _dodged(lane, labels[lane], stretch)]
        stretches.append(stretch)
        placed += inside
        ends = [each.top + each.label.height for each in inside]
        top = max([stretch.high + 10, *ends]) + GAP + 24
    return TimeScale(tuple(stretches)), placed, top - GAP - 22


def _instants(incident: Incident) -> Iterator[datetime]:
    for mark in incident.marks:
        yield mark.first
        yield mark.last
    if incident.silence:
        yield incident.silence.start
        yield incident.silence.end


def _dodged(lane: Lane, labels: Sequence[Label], stretch: Stretch) -> Iterator[Placed]:
    """Words stand beside their mark, or below the words before them."""
    free = stretch.low - LINE
    for label in labels:
        if stretch.start <= label.at <= stretch.end:
            placed = Placed(label, lane, max(free, stretch.place(label.at) - 10))
            free = placed.top + label.height
            yield placed


def _heads() -> Iterator[Element]:
    for lane, x in LANES.items():
        yield svg.text(x - 6, 16, str(lane.label), Look.STRONG)
    yield svg.line(0, 25, WIDTH, 25, Look.AXIS)


def _ground(stretch: Stretch, zone: ZoneInfo) -> Iterator[Element]:
    yield svg.text(0, stretch.low - 17, text.day(stretch.start, zone), Look.STRONG)
    for x in LANES.values():
        yield svg.line(x, stretch.low - 8, x, stretch.high + 8, Look.GRID)
    for at in hour_ticks(stretch, zone, apart=22):
        y = stretch.place(at)
        yield svg.text(0, y + 4, _hour(at, zone), Look.MUTED)
        yield svg.line(30, y, LANES[Lane.MEMBERS] - 5, y, Look.AXIS)


def _hour(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    if local.hour == 0:
        return f"{local.day}/{local.month}"
    return typography.clock(local) if typography.is_english() else f"{local.hour}\u00a0h"


def _break(before: Stretch, after: Stretch) -> Iterator[Element]:
    y = after.low - 46
    length = text.length(after.start - before.end)
    yield svg.path([(0, y), (8, y - 5), (16, y + 5), (24, y), (32, y)], Look.BREAK)
    yield svg.text(40, y + 4, _("%(length)s plus tard") % {"length": length}, Look.MUTED)


def _silence(silence: Silence | None, scale: TimeScale, bottom: float) -> Iterator[Element]:
    if silence is None:
        return
    x = LANES[Lane.PUBLISHER]
    top, end = scale.place(silence.start), scale.place(silence.end)
    data: dict[str, svg.Value] = {
        "silence": silence.start.isoformat(), "until": silence.end.isoformat()}  # fmt: skip
    yield svg.group(data, *marks.hatched(x - 6, top, 12, max(end - top, 2)))


def _ranges(incident: Incident, scale: TimeScale) -> Iterator[Element]:
    for mark in incident.marks:
        if mark.last > mark.first:
            x = _x(mark)
            yield svg.line(x, scale.place(mark.first), x, scale.place(mark.last), Look.RANGE)


def _x(mark: Mark) -> float:
    apart = MEMBERS_TELL.index(mark.kind) * RANGE_APART if mark.kind in MEMBERS_TELL else 0
    return LANES[mark.kind.lane] + apart


def _label(placed: Placed, scale: TimeScale) -> Iterator[Element]:
    label, lane = placed.label, placed.lane
    x, y = LANES[lane] + WORDS_FROM[lane], placed.top + LINE
    mark = label.mark
    if mark:
        at = scale.place(mark.first)
        if y - 5 - at > 3:
            yield svg.line(_x(mark) + 6, at, x - 3, y - 5, Look.LEADER)
        yield svg.group(_data(mark), marks.of_kind(mark.kind, _x(mark), at))
    for number, words in enumerate(label.lines):
        look = Look.STRONG if number == 0 else Look.LABEL if number == 1 else Look.MUTED
        yield svg.text(x, y + number * LINE, words, look)


def _data(mark: Mark) -> dict[str, svg.Value]:
    return {
        "kind": mark.kind.value,
        "at": mark.first.isoformat(),
        "until": mark.last.isoformat(),
        "count": mark.count,
        "asked": mark.asked,
    }


def only_of_many(incident: Incident, fewest: int) -> Incident:
    """Without what fewer than so many said: a first and a last moment would each name someone."""
    kept = tuple(
        mark
        for mark in incident.marks
        if mark.kind.lane == Lane.ASSOCIATION or mark.count >= fewest
    )
    told = {mark.kind for mark in kept}
    shown = incident.silence if MomentKind.BLOCKED in told else None
    return replace(incident, marks=kept, silence=shown)
