"""Files made beside a dossier, of an incident or of a claim, kept with it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cases.evidence import journal, store
from reports.binding.outcome import MadeFile

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


def keep_beside(files: "RelatedManager[Any]", made: Sequence[MadeFile], verb: str) -> None:
    """Each as a row of what it was made with, told by the journal."""
    for position, each in enumerate(made, 1):
        file = files.create(
            kind=each.kind,
            position=position,
            name=each.name,
            sha256=each.sha256,
            size=each.size,
            pages=each.pages,
        )
        told = {"name": file.name, "sha256": file.sha256}
        journal.record(verb, file, by=None, details=told)
        store.keep(each.path.read_bytes())
