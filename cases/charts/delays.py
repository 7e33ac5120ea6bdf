"""How long each step takes: a bar for the middle half, a mark for the median."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cases.charts import marks, svg, text
from cases.charts.axes import DAY, HOUR, LinearScale, round_ticks
from cases.charts.chart import Chart
from cases.charts.svg import Element, Look
from cases.delays import Delay

WIDTH = 344.0
LEFT, RIGHT = 8.0, 334.0
TOP, ROW = 8.0, 50.0
BAR = 14.0
MINUTE = timedelta(minutes=1)
FEWEST_FOR_A_FULL_MARK = 5


def delays_chart(key: str, delays: Sequence[Delay]) -> Chart:
    title = _("Combien de temps prend chaque étape")
    headings = (_("Étape"), _("Médiane"), _("Moitié centrale"), _("n"))
    told = [delay for delay in delays if delay.median is not None]
    if not told:
        return Chart(key, title, _("Aucun cas n’a encore franchi d’étape."), headings)
    sentence = _in_words(told)
    rows = tuple(_row(delay) for delay in delays)
    return Chart(key, title, sentence, headings, rows, _drawn(key, title, sentence, told))


def _in_words(told: Sequence[Delay]) -> str:
    slowest = max(told[:-1] or told, key=lambda delay: delay.median or timedelta(0))
    return _("L’étape la plus longue va %(leg)s : %(median)s à la médiane (n = %(n)s).") % {
        "leg": slowest.leg.label,
        "median": text.length(slowest.median or timedelta(0)),
        "n": slowest.count,
    }


def _row(delay: Delay) -> tuple[str, ...]:
    if delay.median is None:
        return (str(delay.leg.label), _("aucun cas"), "", "0")
    middle = _("trop peu de cas")
    if delay.low is not None and delay.high is not None:
        low, high = text.length(delay.low), text.length(delay.high)
        middle = _("%(low)s à %(high)s") % {"low": low, "high": high}
    return (str(delay.leg.label), text.length(delay.median), middle, text.number(delay.count))


def _drawn(key: str, title: str, sentence: str, told: Sequence[Delay]) -> SafeString:
    longest = max(delay.high or delay.median or timedelta(0) for delay in told)
    unit, word = _unit(longest)
    ticks = round_ticks(max(longest, MINUTE) / unit, most=5)
    scale = LinearScale(ticks[-1], LEFT, RIGHT)
    foot = TOP + ROW * len(told)
    shapes = (
        *_frame(scale, ticks, foot, word),
        *(shape for at, delay in enumerate(told) for shape in _bar(scale, unit, at, delay)),
    )
    return svg.drawing(key, title, sentence, (WIDTH, foot + 44), *shapes)


def _unit(longest: timedelta) -> tuple[timedelta, str]:
    if longest > 2 * DAY:
        return DAY, _("jours")
    return (HOUR, _("heures")) if longest > 2 * HOUR else (MINUTE, _("minutes"))


def _frame(scale: LinearScale, ticks: list[float], foot: float, word: str) -> Iterator[Element]:
    for tick in ticks:
        x = scale.place(tick)
        yield svg.line(x, TOP, x, foot, Look.GRID if tick else Look.AXIS)
        yield svg.text(x, foot + 18, f"{tick:g}".replace(".", ","), Look.MUTED, "middle")
    yield svg.text(RIGHT, foot + 38, word, Look.MUTED, "end")


def _bar(scale: LinearScale, unit: timedelta, at: int, delay: Delay) -> Iterator[Element]:
    if delay.median is None:
        return
    middle = TOP + ROW * at + 36
    x = scale.place(delay.median / unit)
    figure = f"{text.length(delay.median)} (n\u00a0=\u00a0{delay.count})"
    yield svg.text(LEFT + 4, middle - 16, str(delay.leg.label), Look.LABEL)
    yield svg.text(RIGHT, middle - 16, figure, Look.MUTED, "end")
    if delay.low is not None and delay.high is not None:
        low, high = scale.place(delay.low / unit), scale.place(delay.high / unit)
        top, bottom = middle - BAR / 2, middle + BAR / 2
        yield svg.polygon([(low, top), (high, top), (high, bottom), (low, bottom)], Look.BAND)
    look = Look.FULL if delay.count >= FEWEST_FOR_A_FULL_MARK else Look.HOLLOW
    data: dict[str, svg.Value] = {
        "leg": delay.leg.code,
        "median": delay.median.total_seconds(),
        "answered": delay.count,
    }
    yield svg.group(data, marks.diamond(x, middle, look))
