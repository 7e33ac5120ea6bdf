"""HTML laid out by WeasyPrint, which reads nothing but what it is given."""

import gc
import logging
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Never

import pydyf
from django.utils.translation import gettext as _
from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.document import Page
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports.data_files import DataFile
from reports.typeface import font_faces

MADE_BY_A_LONG_LAYOUT = 400_000
"""Objects that are still there at its end."""
SHOWN_OF_AN_ADDRESS = 200

# It asks nobody: reading all authorities of the system would take longer than a short layout.
TRUSTS_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

security_log = logging.getLogger("promesse.security")


type Finisher = Callable[[Document, pydyf.PDF], None]
type KeepPages = Callable[[Sequence[Page]], int]
"""How many of the pages are written."""


class ForbiddenFetch(Exception):
    """The document asked for something that it does not hold: it is not made."""


class HeldWithinTheDocument(URLFetcher):
    """Nothing is read from disk or network: a member's text cannot reach another file or host."""

    def __init__(self) -> None:
        super().__init__(
            ssl_context=TRUSTS_NOBODY,
            allowed_protocols=("data",),
            allow_redirects=False,
            fail_on_errors=True,
        )
        self.forbidden: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if not url.lower().startswith("data:"):
            self.forbid(url[:SHOWN_OF_AN_ADDRESS])
        return super().fetch(url, headers)

    def forbid(self, address: str) -> Never:
        security_log.error("forbidden fetch by a document: %r", address)
        self.forbidden.append(address)
        raise FatalURLFetchingError(address)


class Styles(threading.local):
    """The typeface and the style sheets, read once: a short layout would spend a third of its time
    on them. Each thread has its own: a map of fonts is for one at a time."""

    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self.read: dict[str, CSS] = {}

    def sheet(self, text: str) -> CSS:
        if text not in self.read:
            fetcher = HeldWithinTheDocument()
            self.read[text] = CSS(string=text, font_config=self.fonts, url_fetcher=fetcher)
        return self.read[text]


STYLES = Styles()


def all_pages(pages: Sequence[Page]) -> int:
    return len(pages)


def within(
    html: str,
    sheet: str,
    finisher: Finisher | None = None,
    kept: KeepPages = all_pages,
    **options: Any,
) -> bytes:
    """What the HTML holds, laid out; what it asks for from elsewhere fails it."""
    fetcher = HeldWithinTheDocument()
    try:
        sheets = [STYLES.sheet(font_faces()), STYLES.sheet(sheet)]
        with without_collecting():
            document = HTML(string=html, url_fetcher=fetcher).render(
                stylesheets=sheets, font_config=STYLES.fonts, **options
            )
            whole = document.copy(document.pages[: kept(document.pages)])
            pdf: bytes = whole.write_pdf(finisher=finisher, **options)
    except FatalURLFetchingError as fatal:  # a BaseException, so no caller would catch it
        raise not_made(str(fatal)) from fatal
    if fetcher.forbidden:  # WeasyPrint goes on without an image whose drawing failed
        raise not_made(fetcher.forbidden[0])
    return pdf


@contextmanager
def without_collecting() -> Iterator[None]:
    """Looking for garbage costs a third of a long layout, and finds none until it ends: then all
    of it goes at once, before the next one begins. What a short one leaves waits for the next.

    Around many short ones, it waits for them all, or until there is as much as after a long one."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        made = gc.get_count()[0]
        if was_on:
            gc.enable()
        if made > MADE_BY_A_LONG_LAYOUT:
            gc.collect()


def not_made(address: str) -> ForbiddenFetch:
    return ForbiddenFetch(
        _("Ce document demande un fichier extérieur (%(address)s) : il n’est pas produit.")
        % {"address": repr(address)}
    )


def attachment(file: DataFile, established_at: datetime) -> Attachment:
    established = established_at.astimezone(UTC)
    return Attachment(
        string=file.content,
        url_fetcher=HeldWithinTheDocument(),
        name=file.name,
        description=file.description,
        relationship=file.relationship,
        created=established,
        modified=established,
    )
