"""From a requested document of a claim to its files, once, whatever dies on the way."""

import hashlib
import json
import logging
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils import timezone

from cases.evidence import journal, store, time_stamps
from reports import canonical
from reports.binding.keeping import keep_beside
from reports.binding.making import bind_exhibits
from reports.binding.outcome import MadeFile
from reports.claims.content import ClaimDossier, Letter
from reports.claims.editable import as_opendocument
from reports.claims.freezing import thawed_facts
from reports.claims.models import ClaimDocument
from reports.claims.printing import render_dossier, render_letter
from reports.jobs import MOST_ATTEMPTS, NoLongerOurs, beating, not_stamped
from reports.page_count import counting_pages
from reports.print_jobs import claimed, count, ours, reach, swept
from reports.production import reason_of, seal_as_announced
from reports.states import NOT_BEGUN, DossierState, Stage

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Made:
    pdf: bytes
    editable: bytes = b""
    beside: tuple[MadeFile, ...] = ()


def make_document(pk: UUID | str) -> bool:
    """Render and keep, once; a second call, or a lost race, changes nothing and says so."""
    document = _claimed(pk)
    if document is None:
        return False
    try:
        with beating(ours(document)), TemporaryDirectory() as folder:
            made = _made(document, Path(folder))
            reach(document, Stage.STORAGE)
            _finish(document, made)
    except NoLongerOurs:
        log.info("document %s was stopped, or given to another worker", document.pk)
        return False
    except time_stamps.NotStamped as refusal:
        log.warning("document %s could not be time-stamped: %s", document.pk, refusal)
        return _ask_again_later(document)
    except DatabaseError:  # nothing is wrong with the document: the sweep gives it out again
        raise
    except Exception as error:  # whatever it is, the row must say that it ended
        log.exception("document %s failed", document.pk)
        return _fail(document, reason_of(error))
    return True


def _made(document: ClaimDocument, folder: Path) -> Made:
    content = json.dumps(document.content)
    if not document.is_dossier:
        letter = canonical.from_json(Letter, content)
        return Made(render_letter(letter), as_opendocument(letter))
    dossier, shared = ClaimDossier.from_json(content), document.facts
    if shared is None:  # the database holds them
        raise AssertionError(document.pk)
    bound = bind_exhibits(dossier, folder)
    with counting_pages(partial(count, document)):
        pdf = render_dossier(dossier, thawed_facts(shared.content))
    reach(document, Stage.SEALING)
    sealed = seal_as_announced(pdf, dossier)
    return Made(sealed.content if sealed else pdf, beside=bound.files)


def sweep() -> list[str]:
    """Take back what a dead worker held, give up after the third time; return what waits."""
    return swept(ClaimDocument.objects.all(), _fail)


def _claimed(pk: UUID | str) -> ClaimDocument | None:
    asked = ClaimDocument.objects.filter(pk=pk)
    known = asked.select_related("claim__sheet", "switching", "facts")
    return known.get() if claimed(asked) else None


@transaction.atomic
def _finish(document: ClaimDocument, made: Made) -> None:
    """The row first, since it says whether a file is still wanted; all, or none."""
    sha256 = hashlib.sha256(made.pdf).hexdigest()
    editable = hashlib.sha256(made.editable).hexdigest() if made.editable else ""
    finished = ours(document).update(
        state=DossierState.READY,
        stage=Stage.DONE,
        ready_at=timezone.now(),
        sha256=sha256,
        size=len(made.pdf),
        editable_sha256=editable,
    )
    if not finished:
        raise NoLongerOurs
    told = {"kind": document.kind, "number": document.number, "sha256": sha256}
    journal.record("claim_document.made", document, by=None, details=told)
    keep_beside(document.files, made.beside, "claim_document.file_made")
    store.keep(made.pdf)
    if made.editable:
        store.keep(made.editable)


def _ask_again_later(document: ClaimDocument) -> bool:
    if document.attempts >= MOST_ATTEMPTS:
        return _fail(document, not_stamped())
    ours(document).update(**NOT_BEGUN, woken_at=timezone.now())
    return False


@transaction.atomic
def _fail(document: ClaimDocument, reason: str) -> bool:
    if ours(document).update(state=DossierState.FAILED, failure=reason):
        told = {"kind": document.kind, "number": document.number}
        journal.record("claim_document.failed", document, by=None, details=told)
    return False
