"""Dated facts that are too many for one tree of structure: a PDF/A-3u of their own.

Their pages are added one slice after the other, without the structure that would take more memory
than a worker has. The dossier names the file and its digest, and holds the same rows as data.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import batched
from pathlib import Path

import pikepdf
from django.utils.translation import override

from reports import joining
from reports.binding.outcome import MadeFile
from reports.content import ChronologyRow, IncidentReport
from reports.layout import within
from reports.page_count import count_more
from reports.pdf import STYLESHEET, margins, page_written
from reports.pieces import ROWS
from reports.print_cache import cached
from reports.states import FileKind

MOST_IN_THE_DOSSIER = 2000
"""Dated facts: 4,000 of them, tagged and joined, take 372 MiB."""
NAME = "chronologie.pdf"
ARCHIVE_WITHOUT_TAGS = "pdf/a-3u"


def facts_beside(report: IncidentReport, folder: Path) -> Iterator[MadeFile]:
    if len(report.chronology) <= MOST_IN_THE_DOSSIER:
        return
    with override(report.language):
        slices = list(_slices(report, folder))
        path = folder / NAME
        yield MadeFile(FileKind.FACTS, NAME, path, _appended(slices, report, path))


def _slices(report: IncidentReport, folder: Path) -> Iterator[Path]:
    for number, rows in enumerate(batched(report.chronology, ROWS)):
        html = _written(report, rows, number)
        style = STYLESHEET.read_text()
        path = folder / f"facts-{number:05d}.pdf"
        path.write_bytes(cached(f"{ARCHIVE_WITHOUT_TAGS} {style} {html}", lambda: _laid_out(html)))  # noqa: B023  # called at once
        yield path


def _written(report: IncidentReport, rows: tuple[ChronologyRow, ...], number: int) -> str:
    said = {"report": report, "rows": rows, "is_first": number == 0}
    return page_written("print/dated_facts.html", said, report.language)


def _laid_out(html: str) -> bytes:
    return within(
        html, STYLESHEET.read_text(), pdf_variant=ARCHIVE_WITHOUT_TAGS, pdf_identifier=False
    )


def _appended(slices: list[Path], report: IncidentReport, path: Path) -> int:
    first, *others = slices
    with ExitStack() as opened:
        whole = opened.enter_context(pikepdf.open(first))
        for each in others:
            # Its streams are read when the whole is saved.
            whole.pages.extend(opened.enter_context(pikepdf.open(each)).pages)
        joining.draw(whole, margins(report))
        whole.save(path, deterministic_id=True, object_stream_mode=joining.PACKED)
        count_more(len(whole.pages))
        return len(whole.pages)
