"""Making a dossier against bare WeasyPrint and bare pikepdf on the same HTML, in one run.

    python benchmarks/dossier.py            200 rows, 50 exhibits: ratio to the bare tools, rebuild
    python benchmarks/dossier.py ROWS…      chronologies of so many rows: time and memory of each

The bare tools lay out the same HTML (the body in one document, each exhibit that is laid out in
one of its own) and join all of it with the PDFs that were handed in. In turns, best of three. The
rebuild is of the next version, with one exhibit and two acts of the journal more. Each length of
chronology has its own process.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "promesse.settings"
os.environ["PROMESSE_HOME"] = tempfile.mkdtemp(prefix="promesse-benchmark-")

import django  # noqa: E402

django.setup()

import logging  # noqa: E402
import math  # noqa: E402
import resource  # noqa: E402
import shutil  # noqa: E402

import pikepdf  # noqa: E402
from django.conf import settings  # noqa: E402
from PIL import Image  # noqa: E402
from weasyprint import CSS, HTML  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402

from cases.evidence import store  # noqa: E402
from reports.binding.laid_out import page_of  # noqa: E402
from reports.binding.making import made_beside  # noqa: E402
from reports.content import ChronologyRow, Degree, Exhibit, IncidentReport, Schedule  # noqa: E402
from reports.data_files import data_files  # noqa: E402
from reports.layout import attachment, without_collecting  # noqa: E402
from reports.pdf import EXHIBIT_SHEET, STYLESHEET, render_incident_report  # noqa: E402
from reports.pieces import Written, drawn  # noqa: E402
from reports.typeface import font_faces  # noqa: E402
from tests.reports import files, sample  # noqa: E402

logging.disable(logging.INFO)
RUNS = 3
PHOTOS, MAILS, PDFS, PAGES_OF_A_PDF = 20, 15, 15, 4
MIB = 1024


def handed_in() -> list[tuple[bytes, str]]:
    chance = Random(2018)  # noqa: S311  # the same files in every run
    return [
        *((photo(chance), "image/jpeg") for _ in range(PHOTOS)),
        *((mail(number), "message/rfc822") for number in range(MAILS)),
        *((files.pdf(PAGES_OF_A_PDF), "application/pdf") for _ in range(PDFS)),
    ]


def scheduled(number: int, files_of_it: list[tuple[bytes, str]]) -> Schedule:
    return Schedule(number, tuple(map(line, enumerate(files_of_it, 1))))


def line(numbered: tuple[int, tuple[bytes, str]]) -> Exhibit:
    number, (content, media_type) = numbered
    known = sample.exhibit(number)
    return replace(
        known, media_type=media_type, sha256=store.keep(content), size=len(content), name="fichier"
    )


def photo(chance: Random) -> bytes:
    written = BytesIO()
    small = Image.frombytes("RGB", (64, 48), chance.randbytes(64 * 48 * 3))
    small.resize((1600, 1200)).save(written, "JPEG", quality=85)
    return written.getvalue()


def mail(number: int) -> bytes:
    said = "".join(f"<p>Point {n} de l'incident {number}.</p>" for n in range(20))
    return files.message(html=said, joined=b"a;b")


def report(rows: int, schedule: Schedule | None) -> IncidentReport:
    start = sample.at("2018-01-09T08:00")
    chronology = tuple(
        ChronologyRow(
            start + timedelta(minutes=number),
            f"Blocage complet chez un client, appel n° {number}.",
            (number % 12 + 1,),
            Degree.VERIFIED,
        )
        for number in range(rows)
    )
    return replace(sample.incident_report(), chronology=chronology, schedule=schedule)


def next_version(content: IncidentReport) -> IncidentReport:
    """Asked for an hour later, with what the journal tells in between."""
    cover, last = content.cover, content.journal[-1]
    at = cover.established_at + timedelta(hours=1)
    added = [
        replace(last, sequence=last.sequence + number, at=at, act=act)
        for number, act in enumerate(("Pièce ajoutée au bordereau", "Dossier demandé"), 1)
    ]
    return replace(
        content,
        cover=replace(cover, version=cover.version + 1, established_at=at),
        journal=(*content.journal, *added),
    )


def made(content: IncidentReport) -> int:
    """How many pages, as a worker makes them."""
    with tempfile.TemporaryDirectory() as folder, without_collecting():
        bound = made_beside(content, Path(folder))
        with pikepdf.open(BytesIO(render_incident_report(content, bound))) as pdf:
            beside = [each.pages for each in (bound.volume, bound.facts) if each]
            return len(pdf.pages) + sum(beside)


def bare(content: IncidentReport) -> None:
    """The body at one go, as it would be printed without pieces; then each exhibit; then join."""
    written = Written(content, data_files(content), drawn(content))
    body = written.cover() + written.contents(PARTS) + "".join(map(str, written))
    added = [attachment(file, content.cover.established_at) for file in written.files]
    laid = [bare_layout(body, STYLESHEET.read_text(), "pdf/a-3a", added)]
    sheet = STYLESHEET.read_text() + EXHIBIT_SHEET.read_text()
    parts = []
    for exhibit in content.schedule.exhibits:
        with store.open_kept(exhibit.sha256) as kept:
            parts.append((exhibit, kept.read()))
    for exhibit, handed_in in parts:
        is_pdf = exhibit.media_type == "application/pdf"
        laid.append(
            handed_in if is_pdf else bare_layout(page_of(exhibit, handed_in, "fr"), sheet, None, [])
        )
    whole = pikepdf.new()
    opened = [pikepdf.open(BytesIO(each)) for each in laid]
    for each in opened:
        whole.pages.extend(each.pages)
    whole.save(BytesIO())


def bare_layout(html: str, sheet: str, variant: str | None, added: list) -> bytes:
    fonts = FontConfiguration()
    style = CSS(string=font_faces() + sheet, font_config=fonts)
    return HTML(string=html).write_pdf(
        stylesheets=[style], font_config=fonts, pdf_variant=variant, attachments=added
    )


class Parts(dict):
    """The page of any part."""

    def __missing__(self, name: str) -> int:
        return 1


def timed(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def forget() -> None:
    shutil.rmtree(Path(settings.PROMESSE_HOME) / "cache", ignore_errors=True)


def against_bare_tools() -> None:
    fifty = handed_in()
    first = report(200, scheduled(1, fifty))
    second = next_version(report(200, scheduled(2, [*fifty, (mail(1000), "message/rfc822")])))
    pages = made(first)  # warm: fonts, templates
    ours, theirs, again = [], [], []
    for _ in range(RUNS):
        theirs.append(timed(lambda: bare(first)))
        forget()
        ours.append(timed(lambda: made(first)))
        again.append(timed(lambda: made(second)))
    print(f"200 rows, 50 exhibits, {pages} pages: {min(ours):.2f} s")
    print(f"bare WeasyPrint and pikepdf: {min(theirs):.2f} s, ratio {min(ours) / min(theirs):.2f}")
    print(f"again with one exhibit more: {min(again):.2f} s, {min(again) / min(ours):.0%} of it")


def one_length(rows: int) -> None:
    made(report(10, None))
    forget()
    content = report(rows, None)
    spent = timed(lambda: made(content))
    print(rows, spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MIB)


def of_lengths(lengths: list[str]) -> None:
    found = []
    for length in lengths:
        command = [sys.executable, __file__, "one", length]
        told = subprocess.run(  # noqa: S603  # this very file
            command, check=True, stdout=subprocess.PIPE, text=True
        ).stdout
        rows, seconds, memory = (float(each) for each in told.split())
        found.append((rows, seconds))
        print(f"{rows:,.0f} rows: {seconds:.1f} s, {memory:.0f} MiB at most")
    (few, short), (many, long) = found[0], found[-1]
    if many > few:
        print(f"time grows as rows^{math.log(long / short) / math.log(many / few):.2f}")


PARTS = Parts()

if __name__ == "__main__":
    match sys.argv[1:]:
        case ["one", rows]:
            one_length(int(rows))
        case []:
            against_bare_tools()
        case lengths:
            of_lengths(lengths)
