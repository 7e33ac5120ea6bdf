"""What the seal shows on the first page: a page of that size, which sealing lays into its field."""

from datetime import UTC, datetime

from django.template import Context
from django.utils.translation import gettext as _
from django.utils.translation import override
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from members.typography import moment
from reports.content import Seal
from reports.layout import HeldWithinTheDocument
from reports.pieces import templates
from reports.typeface import font_faces


def seal_box(seal: Seal, at: datetime, language: str) -> bytes:
    with override(language):
        page = templates().get_template("print/seal.html")
        context = {"seal": seal, "at": at, "language": language}
        html = page.render(Context(context, use_l10n=False, use_tz=False))
    fonts, fetcher = FontConfiguration(), HeldWithinTheDocument()
    style = CSS(string=font_faces(), font_config=fonts, url_fetcher=fetcher)
    pdf: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[style], font_config=fonts
    )
    return pdf


def seal_in_words(seal: Seal, at: datetime, language: str) -> str:
    """For who does not see the box."""
    with override(language):
        return _("Cachet électronique de %(name)s, apposé le %(when)s UTC") % {
            "name": seal.name,
            "when": moment(at, UTC),
        }
