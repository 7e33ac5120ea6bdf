"""Prints the empty forms of `attestation`."""

from io import BytesIO

import pikepdf
from django.template import Context
from django.utils.translation import override
from pikepdf import Dictionary, Name, String
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from reports.attestation import Way, mentions
from reports.layout import HeldWithinTheDocument
from reports.pieces import templates
from reports.typeface import font_faces

# What every reader of PDF files can write with, whatever the witness types.
TYPED_WITH = "/Helv 9 Tf 0 g"
TICKED_WITH = "/ZaDb 0 Tf 0 g"
TICK = "4"
PAGES = {
    Way.BY_HAND: "print/attestation/manuscrite.html",
    Way.TYPED: "print/attestation/saisie.html",
}
LINES_BY_HAND = 47


def print_attestation(way: Way) -> bytes:
    with override("fr"):
        page = templates().get_template(PAGES[way])
        said = {code: str(each) for code, each in mentions().items()}
        context = {"mention": said, "lines": range(LINES_BY_HAND)}
        html = page.render(Context(context, use_l10n=False, use_tz=False))
    fonts, fetcher = FontConfiguration(), HeldWithinTheDocument()
    style = CSS(string=font_faces(), font_config=fonts, url_fetcher=fetcher)
    printed: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[style], font_config=fonts, pdf_tags=True, pdf_forms=True
    )
    return _to_type_in(printed)


def _to_type_in(printed: bytes) -> bytes:
    saved = BytesIO()
    with pikepdf.open(BytesIO(printed)) as form:
        letters = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
        ticks = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)
        fonts = Dictionary(Helv=form.make_indirect(letters), ZaDb=form.make_indirect(ticks))
        form.Root.AcroForm.DR = Dictionary(Font=fonts)
        form.Root.AcroForm.NeedAppearances = True
        for field in form.Root.AcroForm.Fields:
            is_a_box = "/AS" in field
            field.DA = String(TICKED_WITH if is_a_box else TYPED_WITH)
            if is_a_box:
                field.MK.CA = String(TICK)
        form.save(saved, deterministic_id=True)
    return saved.getvalue()
