"""The versions of one case's dossier, newest first, each beside the one before it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from reports.changes import changes_between
from reports.models import Dossier
from reports.states import DossierState


@dataclass(frozen=True)
class Version:
    dossier: Dossier
    previous: Dossier | None
    """The last one before it that was made, for who looks: what failed says nothing."""
    changes: list[str]


def versions_of(dossiers: Iterable[Dossier]) -> list[Version]:
    """Newest first; they are of one case."""
    versions: list[Version] = []
    previous: Dossier | None = None
    for dossier in sorted(dossiers, key=lambda each: each.number):
        versions.append(_beside(dossier, previous))
        if dossier.state == DossierState.READY:
            previous = dossier
    return versions[::-1]


def version_in(visible: QuerySet[Dossier], dossier: Dossier) -> Version:
    earlier = visible.filter(state=DossierState.READY, number__lt=dossier.number)
    return _beside(dossier, earlier.order_by("-number").first())


def _beside(dossier: Dossier, previous: Dossier | None) -> Version:
    changes = changes_between(previous.content, dossier.content) if previous else []
    return Version(dossier, previous, changes)
