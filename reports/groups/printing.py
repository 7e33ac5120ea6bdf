"""The common part of an order → a PDF/A-3a, laid out in pieces as a « Constat d'incident » is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched

from django.template import Context
from django.utils.translation import override

from cases.charts.chart import Chart
from reports import joining
from reports.data_files import DataFile
from reports.groups.content import GroupDossier
from reports.pdf import front, laid_out
from reports.pieces import ROWS, templates
from reports.templatetags.print_fr import in_words

CONTENTS = (
    ("object", "1. Objet et voie retenue"),
    ("claimant", "2. Demandeur"),
    ("defendant", "3. Défendeur"),
    ("court", "4. Tribunal"),
    ("breach", "5. Manquement commun"),
    ("similarity", "6. Similarité des situations"),
    ("individual", "7. Cas individuels"),
    ("criteria", "8. Critères de rattachement et taille du groupe"),
    ("losses", "9. Préjudices réparables"),
    ("measures", "10. Mesures demandées"),
    ("joining", "11. Délai et modalités d’adhésion"),
    ("register", "12. Registre public des actions de groupe"),
    ("alternatives", "13. Autres voies"),
    ("limitation", "14. Prescription"),
    ("schedules", "15. Bordereaux"),
    ("integrity", "16. Intégrité"),
    ("confirm", "17. Points à confirmer par le conseil"),
)
ACTING = "print/group/acting.html"
SIMILARITY = "print/group/similarity.html"
INDIVIDUAL = "print/group/individual.html"
AMOUNTS = "print/group/amounts.html"
ASKED = "print/group/asked.html"
SCHEDULES = "print/group/schedules.html"
DOCUMENTS = "print/group/documents.html"
INTEGRITY = "print/group/integrity.html"


@dataclass(frozen=True)
class Written:
    """The HTML of the pieces that follow the cover and the contents, in their order."""

    report: GroupDossier
    files: tuple[DataFile, ...]
    charts: Mapping[str, Chart] = field(default_factory=dict)

    def cover(self) -> str:
        return self._rendered("print/group/cover.html", {})

    def contents(self, pages: Mapping[str, int]) -> str:
        said = {"parts": ("print/group/contents.html",), "pages": pages, "contents": CONTENTS}
        return self._rendered("print/piece.html", said)

    def __iter__(self) -> Iterator[str]:
        report = self.report
        losses = [(each, loss) for each in report.claimed for loss in each.losses]
        documents = [(each, told) for each in report.claimed for told in each.documents]
        yield from self._with_rows(ACTING, SIMILARITY, report.claimed)
        yield from self._with_rows(INDIVIDUAL, AMOUNTS, losses)
        yield self._piece((ASKED,))
        yield from self._with_rows(SCHEDULES, DOCUMENTS, documents)
        yield self._piece((INTEGRITY,))

    def _with_rows(self, part: str, table: str, rows: Sequence[object]) -> Iterator[str]:
        """A long table goes on in pieces of its own."""
        yield self._piece((part, table), rows[:ROWS], is_first=True)
        for more in batched(rows[ROWS:], ROWS):
            yield self._piece((table,), more)

    def _piece(
        self, parts: tuple[str, ...], rows: Sequence[object] = (), *, is_first: bool = False
    ) -> str:
        said = {"parts": parts, "rows": rows, "is_first": is_first}
        return self._rendered("print/piece.html", said)

    def _rendered(self, template: str, said: Mapping[str, object]) -> str:
        context = {
            "report": self.report,
            "cover": self.report.cover,
            "files": self.files,
            "digest": self.report.digest(),
        }
        page = templates().get_template(template)
        html: str = page.render(Context({**context, **said}, use_l10n=False, use_tz=False))
        return html


def render_common_part(report: GroupDossier) -> bytes:
    """The same content gives the same bytes, on any day and in any process."""
    with override(report.language):
        written = Written(report, _files(report))
        pieces = [laid_out(html, {}) for html in written]
        cover, contents = front(written, pieces)
        return joining.join(cover, [contents, *pieces], _margins(report))


def _files(report: GroupDossier) -> tuple[DataFile, ...]:
    content = report.as_json().encode()
    described = "Le contenu figé dont ce document est l’impression"
    return (DataFile("contenu.json", described, "Source", content),)


def _margins(report: GroupDossier) -> joining.Margins:
    cover = report.cover
    reference = f"{cover.reference} · version {cover.version}"
    if cover.demonstration_notice:
        reference += " · démonstration"
    title = "Dossier d’action de groupe – partie commune"
    return joining.Margins(reference, in_words(cover.classification), title)
