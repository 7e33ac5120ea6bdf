"""From a requested row to a file, once, whatever dies on the way."""

import hashlib
import json
import logging
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.evidence import journal, store, time_stamps
from cases.evidence.chain import instant
from reports import certificate, sealing
from reports.binding.keeping import keep_beside
from reports.binding.making import made_beside
from reports.binding.outcome import MadeFile
from reports.content import IncidentReport, Seal
from reports.jobs import MOST_ATTEMPTS, NoLongerOurs, beating, not_stamped
from reports.layout import ForbiddenFetch, without_collecting
from reports.models import Dossier
from reports.page_count import counting_pages
from reports.pdf import render_incident_report
from reports.print_jobs import claimed, count, ours, reach, swept
from reports.seal_box import seal_box, seal_in_words
from reports.states import NOT_BEGUN, DossierState, Stage

log = logging.getLogger(__name__)


class CertificateChanged(Exception):
    """It is not the one that the document announces, or it is no longer valid."""


def produce_dossier(pk: UUID | str) -> bool:
    """Render and keep, once; a second call, or a lost race, changes nothing and says so."""
    dossier = _claim(pk)
    if dossier is None:
        return False
    try:
        with beating(ours(dossier)), TemporaryDirectory() as folder:
            report = IncidentReport.from_json(json.dumps(dossier.content))
            with without_collecting():
                bound = made_beside(report, Path(folder))
                with counting_pages(partial(count, dossier)):
                    pdf = render_incident_report(report, bound)
            reach(dossier, Stage.SEALING)
            sealed = seal_as_announced(pdf, report)
            reach(dossier, Stage.STORAGE)
            _finish(dossier, sealed.content if sealed else pdf, sealed, made=bound.files)
    except NoLongerOurs:
        log.info("dossier %s was stopped, or given to another worker", dossier.pk)
        return False
    except time_stamps.NotStamped as refusal:
        log.warning("dossier %s could not be time-stamped: %s", dossier.pk, refusal)
        return _ask_again_later(dossier)
    except DatabaseError:  # nothing is wrong with the document: the sweep gives it out again
        raise
    except Exception as error:  # whatever it is, the row must say that it ended
        log.exception("dossier %s failed", dossier.pk)
        return _fail(dossier, reason_of(error))
    return True


class SealAnnounced(Protocol):
    """A frozen content, which says what seal its print gets."""

    @property
    def seal(self) -> Seal | None: ...

    @property
    def language(self) -> str: ...


def seal_as_announced(pdf: bytes, report: SealAnnounced) -> sealing.Sealed | None:
    """Exactly the seal that the frozen content announces: another, or none, is refused."""
    if report.seal is None:
        return None
    held, now = certificate.held(), timezone.now()
    if held.fingerprint != report.seal.fingerprint or not held.is_valid_at(now):
        raise CertificateChanged(held.fingerprint)
    return sealing.seal(
        pdf, box_of(report.seal, now, report.language), held, is_stamped=report.seal.is_stamped
    )


def box_of(seal: Seal, at: datetime, language: str) -> sealing.Box:
    return sealing.Box(seal_box(seal, at, language), seal_in_words(seal, at, language))


def sweep() -> list[str]:
    """Take back what a dead worker held, give up after the third time; return what waits."""
    return swept(Dossier.objects.all(), _fail)


def _claim(pk: UUID | str) -> Dossier | None:
    asked = Dossier.objects.filter(pk=pk)
    return asked.select_related("case").get() if claimed(asked) else None


@transaction.atomic
def _finish(
    dossier: Dossier,
    pdf: bytes,
    sealed: sealing.Sealed | None = None,
    *,
    made: Sequence[MadeFile] = (),
) -> None:
    """The rows first, since they say whether a file is still wanted; all, or none."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    finished = ours(dossier).update(
        state=DossierState.READY,
        stage=Stage.DONE,
        ready_at=timezone.now(),
        sha256=sha256,
        size=len(pdf),
    )
    if not finished:
        raise NoLongerOurs
    if sealed:
        _tell_the_seal(dossier, sha256, sealed)
    journal.record(
        "dossier.produced",
        dossier,
        by=None,
        details={"number": dossier.number, "sha256": sha256},
    )
    keep_beside(dossier.files, made, "dossier.file_produced")
    store.keep(pdf)


def _tell_the_seal(dossier: Dossier, sha256: str, sealed: sealing.Sealed) -> None:
    told = {
        "number": dossier.number,
        "sha256": sha256,
        "certificate": certificate.held().fingerprint,
        "stamped_at": instant(sealed.stamped_at) if sealed.stamped_at else None,
    }
    journal.record("dossier.sealed", dossier, by=None, details=told)


def _ask_again_later(dossier: Dossier) -> bool:
    """The sweep gives it out again; after the third time, who asked is told why."""
    if dossier.attempts >= MOST_ATTEMPTS:
        return _fail(dossier, not_stamped())
    ours(dossier).update(**NOT_BEGUN, woken_at=timezone.now())
    return False


@transaction.atomic
def _fail(dossier: Dossier, reason: str) -> bool:
    if ours(dossier).update(state=DossierState.FAILED, failure=reason):
        journal.record("dossier.failed", dossier, by=None, details={"number": dossier.number})
    return False


def reason_of(error: Exception) -> str:
    match error:
        case ForbiddenFetch():
            return str(error)
        case CertificateChanged():
            return _(
                "Le certificat du cachet n’est plus celui que ce dossier annonce, ou il n’est plus "
                "valable : demandez une nouvelle version."
            )
        case FileNotFoundError():
            return _(
                "Un fichier versé au bordereau manque sur le serveur : prévenez l’administrateur."
            )
        case OSError():
            return _("Le fichier n’a pas pu être gardé : le disque est peut-être plein.")
        case SoftTimeLimitExceeded():
            return _("La mise en page a duré trop longtemps : le document est trop long.")
        case _:
            return _("La mise en page a échoué. La raison technique est dans les journaux.")
