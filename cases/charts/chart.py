"""What every chart is: a picture, the sentence that it says, and the table of its numbers."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from members import typography

NOTHING_DRAWN = SafeString("")


@dataclass(frozen=True, slots=True)
class Chart:
    """`drawing` is empty when there is nothing to draw; the sentence then says why."""

    key: str
    title: str
    sentence: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    drawing: SafeString = NOTHING_DRAWN
    """With its own title and description, to be set in a page as it is."""


def as_mail_text(chart: Chart) -> str:
    """The chart in a mail. Most mail programs show no SVG, so the numbers come as text instead."""
    lines = [chart.title, "", chart.sentence]
    if chart.rows:
        lines += ["", *(_row_of_text(chart.headings, row) for row in chart.rows)]
    return "\n".join(lines) + "\n"


def _row_of_text(headings: tuple[str, ...], row: tuple[str, ...]) -> str:
    first, *others = row
    told = ", ".join(
        typography.pair(heading, cell)
        for heading, cell in zip(headings[1:], others, strict=True)
        if cell
    )
    return f"- {first}. {told}" if told else f"- {first}."
