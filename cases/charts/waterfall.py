"""What a claim is made of: each part begins where the one before it ends; the last bar is all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cases.charts import svg
from cases.charts.axes import LinearScale
from cases.charts.chart import Chart
from cases.charts.svg import Element, Look
from members.typography import amount

WIDTH = 344.0
LEFT, END, RIGHT = 8.0, 226.0, 336.0
TOP, ROW = 8.0, 46.0
BAR, STEP = 14.0, 12.0
ALL = "all"
FEWEST_PARTS = 2


@dataclass(frozen=True, slots=True)
class Part:
    code: str
    label: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Bar:
    part: Part
    begins: Decimal

    @property
    def ends(self) -> Decimal:
        return self.begins + self.part.amount


def waterfall_chart(key: str, parts: Sequence[Part]) -> Chart:
    title = _("De quoi le total est fait")
    headings = (_("Perte"), _("Montant"), _("Cumul"))
    told = [part for part in parts if part.amount]
    if len(told) < FEWEST_PARTS:
        return Chart(key, title, _("Une somme au plus : il n’y a rien à décomposer."), headings)
    bars = [*_one_after_another(told), Bar(_whole(told), Decimal(0))]
    sentence = _in_words(told)
    rows = tuple((bar.part.label, amount(bar.part.amount), amount(bar.ends)) for bar in bars)
    return Chart(key, title, sentence, headings, rows, _drawn(key, title, sentence, bars))


def _one_after_another(told: Sequence[Part]) -> Iterator[Bar]:
    begins = Decimal(0)
    for part in told:
        yield Bar(part, begins)
        begins += part.amount


def _whole(told: Sequence[Part]) -> Part:
    return Part(ALL, _("Total"), sum((part.amount for part in told), Decimal(0)))


def _in_words(told: Sequence[Part]) -> str:
    largest = max(told, key=lambda part: part.amount)
    return _("La plus grande part : %(label)s, %(amount)s sur %(total)s.") % {
        "label": largest.label,
        "amount": amount(largest.amount),
        "total": amount(_whole(told).amount),
    }


def _drawn(key: str, title: str, sentence: str, bars: Sequence[Bar]) -> SafeString:
    scale = LinearScale(float(bars[-1].ends), LEFT, END)
    shapes = [shape for at, bar in enumerate(bars) for shape in _bar(scale, at, bar)]
    # From the end of each part towards where the next one begins, as far as its words.
    steps = [_step(scale, at, bar) for at, bar in enumerate(bars[:-1])]
    return svg.drawing(key, title, sentence, (WIDTH, TOP + ROW * len(bars) + 4), *steps, *shapes)


def _bar(scale: LinearScale, at: int, bar: Bar) -> Iterator[Element]:
    is_whole = bar.part.code == ALL
    left, right = scale.place(float(bar.begins)), scale.place(float(bar.ends))
    top = _top(at)
    corners = [(left, top), (right, top), (right, top + BAR), (left, top + BAR)]
    words = Look.STRONG if is_whole else Look.LABEL
    data: dict[str, svg.Value] = {"part": bar.part.code, "amount": str(bar.part.amount)}
    yield svg.text(LEFT, top - 6, bar.part.label, words)
    yield svg.text(RIGHT, top + BAR - 2, amount(bar.part.amount), words, "end")
    yield svg.group(data, svg.polygon(corners, Look.FULL if is_whole else Look.BAND))


def _step(scale: LinearScale, at: int, bar: Bar) -> Element:
    x = scale.place(float(bar.ends))
    return svg.line(x, _top(at) + BAR, x, _top(at) + BAR + STEP, Look.LEADER)


def _top(at: int) -> float:
    return TOP + ROW * at + 22
