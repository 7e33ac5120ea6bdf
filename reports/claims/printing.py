"""A frozen dossier of a claim → its PDF/A-3a.

What is the claim's own is laid out at one go. The facts of its case, and sections that many claims
have word for word, are pieces that were laid out once, whoever asked first.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import batched

from django.conf import settings
from django.template import Context
from django.utils.translation import override

from cases.charts.chart import Chart
from reports import joining
from reports.claims.content import CaseFacts, ClaimDossier, Letter
from reports.claims.data_files import files_of
from reports.data_files import DataFile
from reports.layout import within
from reports.page_count import count_more
from reports.pdf import STYLESHEET, laid_out, write_pdf
from reports.pieces import ROWS, templates
from reports.templatetags.print_fr import in_words

CLAIM_SHEET = STYLESHEET.with_name("print-claim.css")
NOTICE, ANNEX = "print/claim/notice.html", "print/claim/annex.html"
GROUNDS, CONFIRM = "print/claim/grounds.html", "print/claim/confirm.html"
SECTIONS = (
    "print/claim/cover.html",
    "print/claim/contents.html",
    "print/claim/summary.html",
    "print/claim/parties.html",
    "print/claim/story.html",
    GROUNDS,
    "print/claim/losses.html",
    "print/claim/interest.html",
    NOTICE,
    "print/claim/exhibits.html",
    "print/claim/integrity.html",
    CONFIRM,
    "print/claim/declaration.html",
)
SHARED = {GROUNDS: "losses", NOTICE: "exhibits", CONFIRM: "declaration"}
"""Sections that are often the same for many claims, each with the part that follows it: both begin
on a page of their own."""
PARTS = (
    "summary-sheet",
    "parties",
    "contracts",
    "story",
    "diligence",
    "breaches",
    "grounds",
    "losses",
    "interest",
    "requests",
    "amicable",
    "notice",
    "exhibits",
    "attestations",
    "integrity",
    "to-confirm",
    "declaration",
    "annex",
)
"""Those that the contents name."""
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
        written = Written(dossier, facts)
        whole = laid_out_whole(written)
        return joining.join(whole.own, whole.annex, margins(dossier), whole.shared)


def render_letter(letter: Letter) -> bytes:
    """A letter claims no archive format: the member still has to date and sign it."""
    page = templates().get_template("print/claim_letter.html")
    with override(settings.LANGUAGE_CODE):
        html = _rendered(page, {"letter": letter})
        sheet = STYLESHEET.read_text() + CLAIM_SHEET.read_text()
        identifier = hashlib.sha256(html.encode()).hexdigest()[:32].encode()
        return within(html, sheet, pdf_tags=True, pdf_identifier=identifier)


@dataclass(frozen=True)
class Written:
    """As HTML: what is the claim's own, and what others may have word for word."""

    dossier: ClaimDossier
    facts: CaseFacts

    def own(self, pages: Mapping[str, int]) -> str:
        """The cover, the contents and each section that is not shared; `pages` is where each part
        of the whole begins."""
        shared = self.shared_sections
        sections = [each for each in SECTIONS if each not in shared]
        said = {"pages": pages, "sections": sections, "files": self.files}
        return self._rendered("print/claim_dossier.html", {**said, "digest": self.dossier.digest()})

    def shared(self) -> Iterator[tuple[str, str]]:
        """Each with the part before which it goes."""
        for section, following in self.shared_sections.items():
            yield following, self._alone(section)

    def annex(self) -> str:
        return self._alone(ANNEX)

    @property
    def shared_sections(self) -> dict[str, str]:
        """A formal notice that can be written is the claim's own."""
        if self.dossier.notice.letter:
            return {each: SHARED[each] for each in SHARED if each != NOTICE}
        return SHARED

    @cached_property
    def files(self) -> tuple[DataFile, ...]:
        return files_of(self.dossier, self.facts)

    def _alone(self, section: str) -> str:
        return self._rendered("print/claim/section.html", {"section": section})

    def _rendered(self, template: str, said: Mapping[str, object]) -> str:
        dossier = self.dossier
        held = {"dossier": dossier, "cover": dossier.cover, "report": self.facts}
        page = templates().get_template(template)
        return _rendered(page, {**held, "say": dossier.words, **said})


@dataclass(frozen=True)
class LaidOut:
    own: bytes
    shared: list[tuple[str, bytes]]
    annex: list[bytes]

    @property
    def pages(self) -> dict[str, int]:
        """On which page each part begins."""
        found = joining.pages_of_whole(self.own, self.annex, self.shared)
        return {part: found[part] for part in PARTS}


_found_last = dict.fromkeys(PARTS, 1)
"""Where the parts of the last dossier were: those of the next are mostly on the same pages, and
then it is laid out once."""


def laid_out_whole(written: Written) -> LaidOut:
    sheet, charts = CLAIM_SHEET.read_text(), drawn(written.facts)
    shared = [(before, laid_out(html, {}, sheet)) for before, html in written.shared()]
    facts = [laid_out(html, charts) for html in _pieces_held(written.facts)]
    annex = [laid_out(written.annex(), {}, sheet), *facts]
    pages = dict(_found_last)
    while True:
        own = write_pdf(written.own(pages), written.dossier, written.files, {}, sheet)
        whole = LaidOut(own, shared, annex)
        if whole.pages == pages:
            count_more(joining.page_count(whole.own))
            return whole
        pages = whole.pages
        _found_last.update(pages)


@lru_cache(maxsize=1)
def _pieces_held(facts: CaseFacts) -> list[str]:
    """The claims of one case follow one another."""
    return list(pieces_of(facts, drawn(facts)))


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
