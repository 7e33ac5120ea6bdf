"""A frozen dossier of a claim → its PDF/A-3a.

What is the claim's own is laid out at one go; the facts of its case are pieces that were laid out
once, whoever asked first, and are joined by their digest.
"""

import hashlib
from collections.abc import Iterator, Mapping
from itertools import batched

from django.conf import settings
from django.template import Context
from django.utils.translation import override

from cases.charts.chart import Chart
from reports import joining
from reports.claims.content import CaseFacts, ClaimDossier, Letter
from reports.claims.data_files import files_of
from reports.page_count import count_more
from reports.pdf import (
    ARCHIVE,
    STYLESHEET,
    Finishing,
    attachment,
    laid_out,
    within,
)
from reports.pieces import ROWS, templates
from reports.templatetags.print_fr import in_words

CLAIM_SHEET = STYLESHEET.with_name("print-claim.css")
CHRONOLOGY = "print/incident_report/chronology.html"
BEFORE = ("print/incident_report/identification.html", "print/claim/method.html", CHRONOLOGY)
AFTER = (
    "print/incident_report/criteria.html",
    "print/incident_report/timing.html",
    "print/incident_report/findings.html",
)


def render_dossier(dossier: ClaimDossier, facts: CaseFacts) -> bytes:
    """The same contents give the same bytes, on any day and in any process."""
    with override(dossier.language):
        own = laid_out_alone(own_part(dossier, facts), dossier, facts)
        charts = drawn(facts)
        pieces = [laid_out(html, charts) for html in pieces_of(facts, charts)]
        return joining.join(own, pieces, margins(dossier))


def render_letter(letter: Letter) -> bytes:
    """A letter claims no archive format: the member still has to date and sign it."""
    page = templates().get_template("print/claim_letter.html")
    with override(settings.LANGUAGE_CODE):
        html = _rendered(page, {"letter": letter})
        sheet = STYLESHEET.read_text() + CLAIM_SHEET.read_text()
        identifier = hashlib.sha256(html.encode()).hexdigest()[:32].encode()
        return within(html, sheet, pdf_tags=True, pdf_identifier=identifier)


def own_part(dossier: ClaimDossier, facts: CaseFacts) -> str:
    """As HTML: the cover, the contents and the seventeen sections."""
    page = templates().get_template("print/claim_dossier.html")
    context = {
        "dossier": dossier,
        "cover": dossier.cover,
        "report": facts,
        "files": files_of(dossier, facts),
        "digest": dossier.digest(),
        "say": dossier.words,
    }
    return _rendered(page, context)


def pieces_of(facts: CaseFacts, charts: Mapping[str, Chart]) -> Iterator[str]:
    """Of the annex, as HTML: what one page of each is like depends on the facts alone."""
    rows = list(batched(facts.chronology, ROWS))
    if len(rows) <= 1:
        yield _piece(facts, charts, (*BEFORE, *AFTER), facts.chronology, is_first=True)
        return
    yield _piece(facts, charts, BEFORE, rows[0], is_first=True)
    yield from (_piece(facts, charts, (CHRONOLOGY,), more) for more in rows[1:])
    yield _piece(facts, charts, AFTER)


def _piece(
    facts: CaseFacts,
    charts: Mapping[str, Chart],
    parts: tuple[str, ...],
    rows: object = (),
    *,
    is_first: bool = False,
) -> str:
    page = templates().get_template("print/claim/piece.html")
    said = {"report": facts, "charts": charts, "parts": parts, "rows": rows, "is_first": is_first}
    return _rendered(page, said)


def drawn(facts: CaseFacts) -> dict[str, Chart]:
    if facts.charts is None:
        return {}
    incident, propagation, load = facts.charts.drawn("constat")
    return {"incident": incident, "propagation": propagation, "load": load}


def laid_out_alone(html: str, dossier: ClaimDossier, facts: CaseFacts) -> bytes:
    at = dossier.cover.established_at
    laid = within(
        html,
        STYLESHEET.read_text() + CLAIM_SHEET.read_text(),
        pdf_variant=ARCHIVE,
        finisher=Finishing(dossier.language, {}),
        attachments=[attachment(each, at) for each in files_of(dossier, facts)],
        pdf_identifier=False,
    )
    count_more(joining.page_count(laid))
    return laid


def margins(dossier: ClaimDossier) -> joining.Margins:
    cover = dossier.cover
    reference = f"{cover.reference} · version {cover.version}"
    if cover.demonstration_notice:
        reference += " · démonstration"
    return joining.Margins(
        reference=reference,
        classification=in_words(cover.classification),
        title="Dossier de demande d’indemnisation",
        across="incomplet" if dossier.is_incomplete else "",
    )


def _rendered(page: object, context: Mapping[str, object]) -> str:
    said = Context({**context, "language": settings.LANGUAGE_CODE}, use_l10n=False, use_tz=False)
    html: str = page.render(said)  # type: ignore[attr-defined]
    return html
