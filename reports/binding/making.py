"""All that is made beside a dossier, as files of a folder: what production keeps."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.conf import settings

from reports.binding.facts import facts_beside
from reports.binding.outcome import NOTHING_BOUND, Bound, MadeFile
from reports.binding.parts import split
from reports.binding.volume import Volume, bind
from reports.content import IncidentReport, Schedule, Scheduled
from reports.print_cache import cached
from reports.states import FileKind


def made_beside(report: IncidentReport, folder: Path) -> Bound:
    bound = bind_exhibits(report, folder)
    return replace(bound, files=(*bound.files, *facts_beside(report, folder)))


def bind_exhibits(report: Scheduled, folder: Path) -> Bound:
    schedule = report.schedule
    if schedule is None:
        return NOTHING_BOUND
    volume = bind(report, schedule, folder, cached)
    return Bound(volume.outcomes, tuple(_files(report, schedule, volume, folder)))


def _files(
    report: Scheduled, schedule: Schedule, volume: Volume, folder: Path
) -> Iterator[MadeFile]:
    yield MadeFile(FileKind.SCHEDULE, "bordereau.pdf", volume.schedule, volume.schedule_pages)
    if volume.path is None:
        return
    name = f"pieces-1-a-{schedule.last}.pdf"
    yield MadeFile(FileKind.EXHIBITS, name, volume.path, volume.pages)
    most = settings.EBARREAU_MAX_PART_BYTES
    if volume.path.stat().st_size > most:
        for part in split(report, schedule, volume.leaves, folder, most):
            yield MadeFile(FileKind.PART, part.name, part.path, part.pages)
