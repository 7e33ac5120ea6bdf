from django.db import models
from django.db.models import F


class Numbering(models.Model):
    """The last number given in each series, such as PRM-2018: no gap, no number twice."""

    series = models.CharField(max_length=32, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"


def next_number(series: str) -> int:
    """Call inside the transaction that uses the number: the row stays locked until it ends."""
    Numbering.objects.get_or_create(series=series)
    Numbering.objects.filter(pk=series).update(last=F("last") + 1)
    return Numbering.objects.get(pk=series).last


def next_reference(series: str, *, digits: int = 4) -> str:
    """« PRM-2018-0002 », say, of the series PRM-2018. Call as `next_number`."""
    return f"{series}-{next_number(series):0{digits}}"
