"""Files of the store that nothing stands for: who wrote them died, or failed, before their row.

They are told of, and erased only when a person asks: beside a database that is not theirs (a wrong
address, an old copy brought back), every file would look like one.
"""

import logging
from collections.abc import Iterable, Iterator
from itertools import batched

from django.db import transaction
from django.db.models import Model

from cases.evidence import journal, store
from cases.evidence.models import Entry, Item
from members.models import User
from reports.claims.models import ClaimDocument, ClaimFile
from reports.groups.models import GroupAnnex
from reports.models import CounselLink, Dossier, DossierFile

log = logging.getLogger(__name__)

NAMING: tuple[tuple[type[Model], str], ...] = (
    (Item, "sha256"),
    (Dossier, "sha256"),
    (DossierFile, "sha256"),
    (CounselLink, "sha256"),
    (ClaimDocument, "sha256"),
    (ClaimDocument, "editable_sha256"),
    (ClaimFile, "sha256"),
    (GroupAnnex, "sha256"),
)
"""Each row that names a file, even one whose file was erased: that is for whoever erased it."""
STRAY_ERASED = "file.stray_erased"
AT_ONCE = 500


def strays() -> Iterator[str]:
    """By their digest. What was written within a day may be in the hands of someone."""
    for some in batched(store.written_long_ago(), AT_ONCE):
        named = _named_by_rows(some)
        yield from (sha256 for sha256 in some if sha256 not in named and not _told(sha256))


def tell_strays() -> None:
    count = sum(1 for _each in strays())
    if count:
        log.warning("%s files of the store are named by nothing: see erase_stray_files", count)


def erase_strays(*, by: User) -> int:
    """How many."""
    return sum(_erased(sha256, by) for sha256 in strays())


@transaction.atomic
def _erased(sha256: str, by: User) -> bool:
    """Asked again under the lock, without which nobody keeps a file: it may just have been."""
    journal.hold_chain()
    if _named_by_rows([sha256]) or _told(sha256):
        return False
    journal.record(STRAY_ERASED, Item(), by=by, details={"sha256": sha256})
    store.discard(sha256)
    return True


def _named_by_rows(some: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for model, column in NAMING:
        rows = model._default_manager.filter(**{f"{column}__in": list(some)})
        found.update(rows.values_list(column, flat=True))
    return found


def _told(sha256: str) -> bool:
    """By an entry on something that no other entry says was forgotten."""
    told = Entry.objects.filter(facts__contains=sha256).exclude(verb=STRAY_ERASED)
    forgotten = told.filter(verb="file.discarded").values("subject")
    return told.exclude(subject__in=forgotten).exists()
