"""From an order to its documents: each once, whatever dies on the way; see `reports/jobs.py`.

A message only says that an order has work. Who hears it takes the next document that waits, and
passes the message on before making it: so every idle worker joins, and one message is enough.
"""

import hashlib
import logging
from uuid import UUID

from celery import signature
from django.db import DatabaseError, transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from cases.errors import Refused
from cases.evidence import journal, store, time_stamps
from cases.tasks import wake
from reports.groups.making import Made, make
from reports.groups.models import GroupAnnex, GroupOrder
from reports.groups.states import END, NOT_TAKEN, AnnexState, OrderState
from reports.jobs import (
    MOST_ATTEMPTS,
    WAKE_AGAIN_AFTER,
    NoLongerOurs,
    beating,
    given_up,
    not_stamped,
    silent,
    silent_worker,
)
from reports.production import reason_of

log = logging.getLogger(__name__)

PRODUCE = "reports.groups.tasks.produce_annex"


def produce_next(order: UUID | str) -> bool:
    """False when there was nothing to take, or what was taken was not made."""
    annex = claim_next(order)
    if annex is None:
        return False
    if GroupAnnex.objects.filter(order__pk=order, state=AnnexState.WAITING).exists():
        wake(signature(PRODUCE), str(order), name=f"order {order}")
    return _produce(annex)


@transaction.atomic
def claim_next(order: UUID | str) -> GroupAnnex | None:
    """The next that waits, of an order that runs: its row is held, so that none is taken once it
    is paused."""
    running = GroupOrder.objects.filter(pk=order, state=OrderState.RUNNING)
    if not running.select_for_update(no_key=True).values_list("pk").first():
        return None
    now = timezone.now()
    waiting = GroupAnnex.objects.filter(order__pk=order, state=AnnexState.WAITING)
    first = waiting.order_by("position").values_list("pk", flat=True).first()
    if first is None:
        return None
    # By the key and the state alone: PostgreSQL looks at these again once another's write is done.
    claimed = GroupAnnex.objects.filter(pk=first, state=AnnexState.WAITING).update(
        state=AnnexState.RUNNING, attempts=F("attempts") + 1, started_at=now, heartbeat_at=now
    )
    if not claimed:
        return None
    running.update(woken_at=now)
    return GroupAnnex.objects.select_related("order__cohort", "claim__sheet").get(pk=first)


def _produce(annex: GroupAnnex) -> bool:
    ours = _ours(annex)
    try:
        with beating(ours):
            _finish(annex, make(annex, ours))
    except NoLongerOurs:
        log.info("annex %s was stopped, or given to another worker", annex.pk)
        return False
    except time_stamps.NotStamped as refusal:
        log.warning("annex %s could not be time-stamped: %s", annex.pk, refusal)
        return _ask_again_later(annex)
    except Refused as refusal:
        return _fail(annex, str(refusal))
    except DatabaseError:  # nothing is wrong with the document: the sweep gives it out again
        raise
    except Exception as error:  # whatever it is, the row must say that it ended
        log.exception("annex %s failed", annex.pk)
        return _fail(annex, reason_of(error))
    return True


def _ours(annex: GroupAnnex) -> QuerySet[GroupAnnex]:
    return GroupAnnex.objects.filter(
        pk=annex.pk,
        state=AnnexState.RUNNING,
        attempts=annex.attempts,
        started_at=annex.started_at,
    )


@transaction.atomic
def _finish(annex: GroupAnnex, made: Made) -> None:
    """The row first, since it says whether the file is still wanted; all, or none."""
    order, sha256 = _held(annex), hashlib.sha256(made.pdf).hexdigest()
    is_last = _is_last(annex)
    finished = _ours(annex).update(
        state=AnnexState.DONE, made_at=timezone.now(), sha256=sha256, size=len(made.pdf)
    )
    if not finished:
        raise NoLongerOurs
    told = {"position": annex.position, "content": annex.content_digest, "sha256": sha256}
    journal.record("group.annex_produced", annex, by=None, details={**told, **made.told})
    if is_last:
        _end(order)
    store.keep(made.pdf)


def _ask_again_later(annex: GroupAnnex) -> bool:
    if annex.attempts >= MOST_ATTEMPTS:
        return _fail(annex, not_stamped())
    _ours(annex).update(**NOT_TAKEN)
    return False


@transaction.atomic
def _fail(annex: GroupAnnex, reason: str) -> bool:
    order = _held(annex)
    is_last = _is_last(annex)
    if _ours(annex).update(state=AnnexState.FAILED, failure=reason):
        journal.record("group.annex_failed", annex, by=None, details={"position": annex.position})
        if is_last:
            _end(order)
    return False


def _held(annex: GroupAnnex) -> GroupOrder:
    """Whoever ends a document holds its order: the last one ends that too."""
    return (
        GroupOrder.objects.select_for_update(of=("self",), no_key=True)
        .defer("content")
        .get(pk=annex.order_id)
    )


def _is_last(annex: GroupAnnex) -> bool:
    others = GroupAnnex.objects.left().filter(order=annex.order_id).exclude(pk=annex.pk)
    return not others.exists()


def _end(order: GroupOrder) -> None:
    order.take(END, ended_at=timezone.now())
    counts = order.counts()
    told = {"number": order.number, "done": counts.done, "failed": counts.failed}
    journal.record("group.ended", order, by=None, details=told)


def sweep() -> list[str]:
    """Take back what a dead worker held, give up after the third time; the orders with work."""
    now = timezone.now()
    stale = GroupAnnex.objects.filter(silent_worker(now), state=AnnexState.RUNNING)
    for annex in stale.filter(attempts__gte=MOST_ATTEMPTS):
        _fail(annex, given_up())
    stale.filter(attempts__lt=MOST_ATTEMPTS).update(**NOT_TAKEN)
    waits = GroupAnnex.objects.filter(order=OuterRef("pk"), state=AnnexState.WAITING)
    asleep = GroupOrder.objects.filter(
        Exists(waits), silent("woken_at", WAKE_AGAIN_AFTER, now), state=OrderState.RUNNING
    )
    keys = [str(pk) for pk in asleep.values_list("pk", flat=True)]
    asleep.filter(pk__in=keys).update(woken_at=now)
    return keys
