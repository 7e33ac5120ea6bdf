"""What people do with dossiers: request, stop, try again, download."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO, BinaryIO
from uuid import UUID

from celery import signature
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import hold, refuse_outsiders, with_last_act
from cases.actions.handing_out import refuse_without_purpose
from cases.errors import StepRefused
from cases.evidence import journal
from cases.models import Case
from cases.tasks import wake
from cases.words import moment
from members.language import is_known, language_of
from members.models import User
from reports import canonical
from reports.bundle.contents import bundle
from reports.bundle.payloads import Tell
from reports.content import Schedule
from reports.copies import marked_copy
from reports.freezing import freeze_incident_report
from reports.handing_over import opened_then_told, told_if_missing
from reports.models import Dossier
from reports.states import NOT_BEGUN, UNDER_WAY, DossierState

# By its name, so that only a worker loads what prints (decision 9).
PRODUCE = "reports.tasks.produce_dossier"


@transaction.atomic
def request_dossier(case: Case, *, by: User, language: str = "") -> Dossier:
    """Freeze what will be printed and leave the printing to a worker.

    In the requester's language, unless they name another.
    Answers at once, with the broker down too. Raises `StepRefused` while one is under way.
    """
    refuse_outsiders(by)
    _refuse_second_request(hold(case))
    _refuse_what_may_not_leave(case)
    number = (case.dossiers.aggregate(last=Max("number"))["last"] or 0) + 1
    report = freeze_incident_report(
        case,
        version=number,
        at=timezone.now().replace(microsecond=0),
        language=language if is_known(language) else language_of(by),
        last_schedule=_last_schedule(case),
    )
    dossier = Dossier.objects.create(
        case=case,
        number=number,
        content=json.loads(report.as_json()),
        content_digest=report.digest(),
        requested_by=by,
    )
    case.exhibits.movable().update(settled_at=dossier.requested_at)
    journal.record(
        "dossier.requested",
        dossier,
        by=by,
        details={"number": number, "content": dossier.content_digest},
    )
    transaction.on_commit(partial(wake_a_worker, dossier.pk))
    return dossier


def _refuse_what_may_not_leave(case: Case) -> None:
    held_back = case.exhibits.that_may_not_leave().first()
    if held_back:
        raise StepRefused(
            _(
                "La pièce n° %(number)s ne peut pas sortir de l’association (secret de l’avocat, "
                "secret des affaires ou fichier infecté) : retirez-la du bordereau, puis "
                "redemandez le dossier."
            )
            % {"number": held_back.number}
        )


def _last_schedule(case: Case) -> Schedule | None:
    """Of the last dossier that was requested, made or not: it may still be tried again."""
    frozen = case.dossiers.order_by("-number").values_list("content__schedule", flat=True).first()
    return canonical.from_json(Schedule, json.dumps(frozen)) if frozen else None


def _refuse_second_request(case: Case) -> None:
    waiting = case.dossiers.filter(state__in=UNDER_WAY).select_related("requested_by").first()
    if waiting:
        raise StepRefused(
            _("%(who)s a déjà demandé un dossier le %(when)s : il est en préparation.")
            % {"who": waiting.requested_by, "when": moment(waiting.requested_at, case.zone)}
        )


@transaction.atomic
def cancel_dossier(dossier: Dossier, *, by: User) -> None:
    """Stop what is under way. The worker notices before its next stage, and leaves no file."""
    refuse_outsiders(by)
    under_way = Dossier.objects.filter(pk=dossier.pk, state__in=UNDER_WAY)
    stopped = under_way.update(
        state=DossierState.CANCELLED, cancelled_at=timezone.now(), cancelled_by=by
    )
    dossier.refresh_from_db()
    if not stopped:
        nothing = _("Ce dossier n’est plus en préparation : il n’y a rien à arrêter.")
        raise StepRefused(with_last_act(nothing, dossier))
    journal.record("dossier.cancelled", dossier, by=by, details={"number": dossier.number})


@transaction.atomic
def retry_dossier(dossier: Dossier, *, by: User) -> None:
    """Print the same frozen content again, after a failure or a stop."""
    refuse_outsiders(by)
    case = hold(dossier.case)
    dossier.refresh_from_db()
    if not dossier.can_be_tried_again:
        nothing = _("Ce dossier n’est ni en échec ni arrêté : il n’y a rien à relancer.")
        raise StepRefused(with_last_act(nothing, dossier))
    _refuse_second_request(case)
    Dossier.objects.filter(pk=dossier.pk).update(
        **NOT_BEGUN,
        attempts=0,
        failure="",
        cancelled_at=None,
        cancelled_by=None,
        notice_claimed_at=None,
        notified_at=None,
        seen_at=None,
        woken_at=timezone.now(),
    )
    dossier.refresh_from_db()
    journal.record("dossier.retried", dossier, by=by, details={"number": dossier.number})
    transaction.on_commit(partial(wake_a_worker, dossier.pk))


def download_dossier(dossier: Dossier, *, by: User, purpose: str = "") -> BinaryIO:
    """The file, once the journal says who takes it and for what. The caller checks `visible_to`.

    Raises `StepRefused`, with nothing in the journal, when the file is no longer in its place.
    """
    with _handed_over("dossier.downloaded", dossier, by, purpose) as tell:
        return opened_then_told(dossier.sha256, tell)


def export_bundle(dossier: Dossier, *, by: User, purpose: str = "") -> Iterator[bytes]:
    """The same with every original and its custody, as a zip that checks itself: see `bundle`.

    What the journal says of this very copy is in it. Raises as `download_dossier` does.
    """
    with _handed_over("dossier.exported", dossier, by, purpose) as tell:
        return bundle(dossier, tell)


def take_marked_copy(dossier: Dossier, *, by: User, purpose: str = "") -> IO[bytes]:
    """The same document with their name and the moment on each page, neither sealed nor PDF/A.

    It is made before anything is held, and kept nowhere: the journal has its digest. Raises as
    `download_dossier` does, and `CopyNotMade`.
    """
    refuse_without_purpose(purpose, by)
    with told_if_missing(f"dossier {dossier.pk}"):
        copy, digest = marked_copy(dossier, name=by.full_name)
    with transaction.atomic():
        told = _told_of_copy(dossier, purpose)
        journal.record("dossier.copied", dossier, by=by, details={**told, "copy": digest})
    return copy


@contextmanager
def _handed_over(verb: str, dossier: Dossier, by: User, purpose: str) -> Iterator[Tell]:
    refuse_without_purpose(purpose, by)

    def tell(**more: object) -> None:
        journal.record(verb, dossier, by=by, details={**_told_of_copy(dossier, purpose), **more})

    with told_if_missing(f"dossier {dossier.pk}"), transaction.atomic():
        yield tell


def _told_of_copy(dossier: Dossier, purpose: str) -> dict[str, object]:
    return {"number": dossier.number, "sha256": dossier.sha256, "purpose": purpose.strip()}


def wake_a_worker(pk: UUID) -> None:
    wake(signature(PRODUCE), str(pk), name=f"dossier {pk}")
