"""What the association says of a file to whoever shows its digest: that it made it, and when.

Nothing of the case, of its publisher or of anybody. Only dossiers and what was made with them
answer: whether a file was handed in by a member is nobody's business, and letters are theirs.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from reports.claims.models import ClaimDocument, ClaimFile, DocumentKind
from reports.groups.models import GroupAnnex
from reports.groups.states import AnnexState
from reports.models import Dossier, DossierFile
from reports.states import DossierState, FileKind


@dataclass(frozen=True)
class Known:
    what: str
    version: int
    made_at: datetime | None
    latest: int
    """The last version of the same document: this one, or another that replaces it."""

    @property
    def is_superseded(self) -> bool:
        return self.latest > self.version


def known(sha256: str) -> Known | None:
    return _of_an_incident(sha256) or _of_a_group(sha256) or _of_a_claim(sha256)


def _of_an_incident(sha256: str) -> Known | None:
    dossier, what = _made_as(sha256)
    if dossier is None:
        return None
    made = Dossier.objects.filter(case=dossier.case_id, state=DossierState.READY)
    latest = made.order_by("-number").values_list("number", flat=True)[0]
    return Known(what, dossier.number, dossier.ready_at, latest)


def _made_as(sha256: str) -> tuple[Dossier | None, str]:
    ready = Dossier.objects.filter(state=DossierState.READY).only("case", "number", "ready_at")
    if dossier := ready.filter(sha256=sha256).order_by("-number").first():
        return dossier, _("constat d’incident")
    files = DossierFile.objects.filter(sha256=sha256, dossier__in=ready).order_by(
        "-dossier__number"
    )
    if file := files.first():
        said = _("fichier remis avec un constat d’incident (%(kind)s)")
        return ready.get(pk=file.dossier_id), said % {"kind": FileKind(file.kind).label}
    return None, ""


def _of_a_group(sha256: str) -> Known | None:
    """The common part of an order, or the annex of one claim of it."""
    made = GroupAnnex.objects.filter(state=AnnexState.DONE)
    told = ("made_at", "position", "claim", "order__number", "order__cohort")
    same = made.filter(sha256=sha256).order_by("-order__number").select_related("order")
    annex = same.only(*told).first()
    if annex is None:
        return None
    others = made.filter(order__cohort=annex.order.cohort_id, claim=annex.claim_id)
    latest = others.order_by("-order__number").values_list("order__number", flat=True)[0]
    what = _("partie commune") if annex.is_common else _("annexe")
    said = _("dossier d’action de groupe (%(part)s)") % {"part": what}
    return Known(said, annex.order.number, annex.made_at, latest)


def _of_a_claim(sha256: str) -> Known | None:
    made = ClaimDocument.objects.filter(kind=DocumentKind.DOSSIER, state=DossierState.READY)
    same, what = made.filter(sha256=sha256), _("dossier de demande d’indemnisation")
    if file := ClaimFile.objects.filter(sha256=sha256, document__in=made).first():
        same = made.filter(pk=file.document_id)
        said = _("fichier remis avec un dossier de demande d’indemnisation (%(kind)s)")
        what = said % {"kind": FileKind(file.kind).label}
    dossier = same.order_by("-number").only("claim", "number", "ready_at").first()
    if dossier is None:
        return None
    others = made.filter(claim=dossier.claim_id)
    latest = others.order_by("-number").values_list("number", flat=True)[0]
    return Known(what, dossier.number, dossier.ready_at, latest)
