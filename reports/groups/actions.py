"""What counsel does with the dossier of a cohort: order, pause, resume, stop, try again, take."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO
from uuid import UUID

from celery import signature
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.guards import require, with_last_act
from cases.claims.actions.cohorts import number_claimants
from cases.claims.models import Cohort
from cases.claims.models.cohort import pseudonym
from cases.claims.preparation import missing_for_dossier
from cases.errors import GuardRefused, StepRefused
from cases.evidence import journal
from cases.tasks import wake
from cases.words import moment
from members.models import User
from reports.bundle.payloads import Tell
from reports.claims.freezing.facts import keep_facts
from reports.groups.bundle import bundle
from reports.groups.content import GroupDossier
from reports.groups.freezing import freeze_common_part
from reports.groups.freezing.claimed import ClaimInCohort
from reports.groups.models import GroupAnnex, GroupOrder
from reports.groups.states import (
    NOT_TAKEN,
    NOT_TOLD,
    OPEN_ORDERS,
    PAUSE,
    RESUME,
    STOP,
    TRY_FAILED_AGAIN,
)
from reports.groups.states import AnnexState as State
from reports.handing_over import opened_then_told, told_if_missing

# By its name, so that only a worker loads what prints (decision 9).
PRODUCE = "reports.groups.tasks.produce_annex"


@transaction.atomic
def order_cohort(cohort: Cohort, *, by: User) -> GroupOrder:
    """Freeze the common part and the facts that annexes share; a row for each document to make.

    Answers at once, with the broker down too. Raises `StepRefused` while one is open.
    """
    _refuse_others(cohort, by)
    _hold(cohort)
    _refuse_second_order(cohort)
    number_claimants(cohort)
    held = _claims_in(cohort)
    _refuse_unprepared(cohort)
    at = timezone.now().replace(microsecond=0)
    number = (cohort.orders.aggregate(last=Max("number"))["last"] or 0) + 1
    content = freeze_common_part(cohort, held, version=number, at=at)
    order = GroupOrder.objects.create(
        cohort=cohort,
        number=number,
        content=json.loads(content.as_json()),
        content_digest=content.digest(),
        facts={case.reference: keep_facts(case, at=at).digest for case in cohort.cases.all()},
        ordered_at=at,
        ordered_by=by,
    )
    GroupAnnex.objects.bulk_create(_rows(order, held, content))
    told = {"number": number, "content": order.content_digest, "annexes": len(held)}
    journal.record("group.ordered", order, by=by, details=told)
    transaction.on_commit(partial(wake_a_worker, order.pk))
    return order


def _refuse_unprepared(cohort: Cohort) -> None:
    missing = missing_for_dossier(cohort)
    if missing:
        said = _("Avant de commander ce dossier, il manque : %(missing)s")
        raise GuardRefused(said % {"missing": " ".join(missing)})


def _claims_in(cohort: Cohort) -> list[ClaimInCohort]:
    claims = cohort.claims().select_related("sheet__case", "sheet__organisation")
    claims = claims.prefetch_related("limitation_events", "knowledge")
    held = [
        ClaimInCohort(claim, pseudonym(claim.number))  # type: ignore[attr-defined]  # annotated
        for claim in claims
    ]
    if not held:
        raise GuardRefused(
            _("Aucune demande n’est dans ce groupe : il n’y a pas encore de dossier à faire.")
        )
    return held


def _rows(
    order: GroupOrder, held: list[ClaimInCohort], content: GroupDossier
) -> Iterator[GroupAnnex]:
    yield GroupAnnex(order=order, position=0, content_digest=content.digest())
    told = zip(held, content.claimed, strict=True)
    for position, (each, claimed) in enumerate(told, 1):
        yield GroupAnnex(
            order=order,
            position=position,
            claim=each.claim,
            pseudonym=each.pseudonym,
            principal=claimed.principal,
        )


def _refuse_others(cohort: Cohort, by: User) -> None:
    if not cohort.is_read_whole_by(by):
        raise PermissionDenied


def _hold(cohort: Cohort) -> None:
    """Two who order, or try again, come one after the other."""
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)


def _refuse_second_order(cohort: Cohort) -> None:
    under_way = cohort.orders.filter(state__in=OPEN_ORDERS).select_related("ordered_by").first()
    if under_way:
        raise StepRefused(
            _("%(who)s a déjà commandé ce dossier le %(when)s : il est en préparation.")
            % {
                "who": under_way.ordered_by,
                "when": moment(under_way.ordered_at, timezone.get_current_timezone()),
            }
        )


@transaction.atomic
def pause_order(order: GroupOrder, *, by: User) -> None:
    """What a worker holds is ended; nothing more begins."""
    _hold_order(order, by)
    held = order.annexes.filter(state=State.RUNNING).count()
    order.take(PAUSE, paused_at=timezone.now())
    told = {"number": order.number, "held": held}
    journal.record("group.paused", order, by=by, details=told)


@transaction.atomic
def resume_order(order: GroupOrder, *, by: User) -> None:
    _hold_order(order, by)
    order.take(RESUME, woken_at=timezone.now())
    journal.record("group.resumed", order, by=by, details={"number": order.number})
    transaction.on_commit(partial(wake_a_worker, order.pk))


@transaction.atomic
def cancel_order(order: GroupOrder, *, by: User) -> None:
    """What a worker holds leaves no file; what was made stays."""
    _hold_order(order, by)
    order.take(STOP, cancelled_at=timezone.now())
    order.annexes.filter(state=State.RUNNING).update(**NOT_TAKEN)
    journal.record("group.cancelled", order, by=by, details={"number": order.number})


@transaction.atomic
def retry_failed(order: GroupOrder, *, by: User) -> None:
    """The documents that failed, and no other, are to be made again."""
    _hold(order.cohort)
    _hold_order(order, by)
    if not order.annexes.failed().exists():
        nothing = _("Aucun document de ce dossier n’est en échec : il n’y a rien à relancer.")
        raise StepRefused(with_last_act(nothing, order))
    if not order.is_open:
        _refuse_second_order(order.cohort)
    order.take(TRY_FAILED_AGAIN, woken_at=timezone.now(), **NOT_TOLD)
    tried = order.annexes.failed().update(**NOT_TAKEN, failure="", attempts=0)
    told = {"number": order.number, "annexes": tried}
    journal.record("group.retried", order, by=by, details=told)
    transaction.on_commit(partial(wake_a_worker, order.pk))


def _hold_order(order: GroupOrder, by: User) -> None:
    """As a worker holds it to take a document, or to end one."""
    _refuse_others(order.cohort, by)
    GroupOrder.objects.select_for_update(no_key=True).values_list("pk").get(pk=order.pk)
    order.refresh_from_db(fields=["state"])


def download_annex(annex: GroupAnnex, *, by: User, purpose: str) -> BinaryIO:
    """The file, once the journal says who takes it and for what. The caller checks `visible_to`.

    Raises `StepRefused`, with nothing in the journal, when the file is no longer in its place.
    """
    told = {"position": annex.position, "sha256": annex.sha256}
    with _handed_over("group.annex_downloaded", annex, by, purpose, told) as tell:
        return opened_then_told(annex.sha256, tell)


def export_order(order: GroupOrder, *, by: User, purpose: str) -> Iterator[bytes]:
    """All of it in one zip that checks itself, made while it is sent. Raises as above."""
    told = {"number": order.number, "content": order.content_digest}
    with _handed_over("group.exported", order, by, purpose, told) as tell:
        return bundle(order, tell)


@contextmanager
def _handed_over(
    verb: str,
    subject: GroupAnnex | GroupOrder,
    by: User,
    purpose: str,
    told: dict[str, object],
) -> Iterator[Tell]:
    require(purpose, _("Dites en une ligne à quoi servira cette copie."))

    def tell(**more: object) -> None:
        details = {**told, "purpose": purpose.strip(), **more}
        journal.record(verb, subject, by=by, details=details)

    with told_if_missing(subject.journal_name), transaction.atomic():
        yield tell


def wake_a_worker(order: UUID) -> None:
    wake(signature(PRODUCE), str(order), name=f"order {order}")
