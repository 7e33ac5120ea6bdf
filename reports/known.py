"""What the association says of a file to whoever shows its digest: that it made it, and when.

Nothing of the case, of its publisher or of anybody. Only dossiers and what was made with them
answer: whether a file was handed in by a member is nobody's business.
"""

from dataclasses import dataclass
from datetime import datetime

from reports.models import Dossier, DossierFile
from reports.states import DossierState, FileKind


@dataclass(frozen=True)
class Known:
    version: int
    made_at: datetime
    latest: int
    """The last version of the same document: this one, or another that replaces it."""
    beside: str = ""
    """What it is, of a file that was made with the document."""

    @property
    def is_superseded(self) -> bool:
        return self.latest > self.version


def known(sha256: str) -> Known | None:
    dossier, beside = _made_as(sha256)
    if dossier is None or dossier.ready_at is None:
        return None
    made = Dossier.objects.filter(case=dossier.case_id, state=DossierState.READY)
    latest = made.order_by("-number").values_list("number", flat=True)[0]
    return Known(dossier.number, dossier.ready_at, latest, beside)


def _made_as(sha256: str) -> tuple[Dossier | None, str]:
    ready = Dossier.objects.filter(state=DossierState.READY).only("case", "number", "ready_at")
    if dossier := ready.filter(sha256=sha256).order_by("-number").first():
        return dossier, ""
    files = DossierFile.objects.filter(sha256=sha256, dossier__in=ready).order_by(
        "-dossier__number"
    )
    if file := files.first():
        return ready.get(pk=file.dossier_id), str(FileKind(file.kind).label)
    return None, ""
