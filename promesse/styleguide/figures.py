"""A chart with something to draw, and one with nothing."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from cases.charts.load import Load, Slot, load_chart

OPENED = datetime(2018, 1, 9, 7, tzinfo=UTC)
CALLS = ["1.2", "2.5", "3.1", "2.2", "1.1"]


def everything() -> dict[str, object]:
    slots = tuple(_slot(hour, Decimal(median)) for hour, median in enumerate(CALLS))
    return {
        "chart": load_chart("exemple", Load("Europe/Paris", 12, slots, len(slots))),
        "no_chart": load_chart("exemple-vide", Load("Europe/Paris", 0, (), 0)),
    }


def _slot(hour: int, median: Decimal) -> Slot:
    at = OPENED + timedelta(hours=hour)
    return Slot(at, 12, median, median - Decimal("0.3"), median + Decimal("0.4"))
