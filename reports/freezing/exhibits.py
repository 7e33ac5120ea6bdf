from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Exhibit as Row
from reports.content import Exhibit, Schedule
from reports.freezing.gathering import Gathered


def schedule(held: Gathered, before: Schedule | None) -> Schedule | None:
    """`before` is the last one that a dossier of this case has."""
    if not held.exhibits:
        return None
    lines = tuple(line_of(row) for row in held.exhibits)
    if before is None:
        return Schedule(1, lines)
    now = replace(before, exhibits=lines)
    return now if _same_lines(now, before) else replace(now, number=before.number + 1)


def _same_lines(now: Schedule, before: Schedule) -> bool:
    """But for the words of nature, which are in the language of each document."""
    return _unworded(now) == _unworded(before)


def _unworded(schedule: Schedule) -> list[Exhibit]:
    return [replace(each, nature="") for each in schedule.exhibits]


def line_of(row: Row) -> Exhibit:
    item = row.item
    return Exhibit(
        number=row.number or 0,
        title=row.title,
        dated_on=row.dated_on,
        origin=row.origin,
        nature=nature_of(row),
        name=item.name,
        media_type=item.media_type,
        size=item.size,
        sha256=item.sha256,
        withdrawn_on=timezone.localdate(row.withdrawn_at) if row.withdrawn_at else None,
    )


def nature_of(row: Row) -> str:
    """In the language of the document; of a redacted version, with what it stands for."""
    nature, original = str(row.get_nature_display()), row.item.redacts
    if original is None:
        return nature
    told = _("%(nature)s, version caviardée de « %(title)s »")
    if original.business_secret:
        told = _("%(nature)s, version caviardée de « %(title)s » (secret des affaires)")
    return told % {"nature": nature, "title": original.label}
