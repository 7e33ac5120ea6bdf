"""What the association says of a file to whoever shows its digest: that it made it, and when.

Nothing of the case, of its publisher or of anybody. Only dossiers answer: whether a file was handed
in by a member is nobody's business.
"""

from dataclasses import dataclass
from datetime import datetime

from reports.models import Dossier
from reports.states import DossierState


@dataclass(frozen=True)
class Known:
    version: int
    made_at: datetime
    latest: int
    """The last version of the same document: this one, or another that replaces it."""

    @property
    def is_superseded(self) -> bool:
        return self.latest > self.version


def known(sha256: str) -> Known | None:
    ready = Dossier.objects.filter(state=DossierState.READY).order_by("-number")
    shown = ready.filter(sha256=sha256).values_list("case", "number", "ready_at").first()
    if shown is None:
        return None
    case, number, made_at = shown
    latest = ready.filter(case=case).values_list("number", flat=True)[0]
    assert made_at is not None  # noqa: S101  # the database holds it of what is ready
    return Known(number, made_at, latest)
