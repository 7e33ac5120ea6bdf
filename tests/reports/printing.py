"""Prints a content into a file, and reads the file as poppler does."""

import logging
import subprocess
from pathlib import Path
from typing import NamedTuple

from reports.content import IncidentReport
from reports.pdf import render_incident_report


class Printed(NamedTuple):
    path: Path
    log: list[str]

    def text(self, *options: str) -> str:
        """With plain spaces, so that a sentence can be looked for as it is read."""
        read = subprocess.run(
            ["pdftotext", *options, self.path, "-"], check=True, capture_output=True, text=True
        )
        return read.stdout.replace("\u00a0", " ")

    def sentences(self, *options: str) -> str:
        return " ".join(self.text(*options).split())


class Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def print_into(folder: Path, report: IncidentReport) -> Printed:
    collector = Collector()
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools", "promesse")]
    for logger in loggers:
        logger.addHandler(collector)
    path = folder / "constat.pdf"
    path.write_bytes(render_incident_report(report))
    for logger in loggers:
        logger.removeHandler(collector)
    return Printed(path, collector.lines)
