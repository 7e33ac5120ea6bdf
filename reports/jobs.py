"""A row that is a job: one worker claims it and beats while it works; the sweep finds it again."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

MOST_ATTEMPTS = 3
HEARTBEAT = timedelta(seconds=15)
WAKE_AGAIN_AFTER = timedelta(seconds=30)
CLOCKS_APART = timedelta(minutes=10)
"""Two machines that share the work are not: a later moment was written before the clock was set
back."""


class NoLongerOurs(Exception):
    """Somebody stopped this work, or another worker has it: it ends here, and leaves nothing."""


@contextmanager
def beating(ours: QuerySet[Any]) -> Iterator[None]:
    """Say every few seconds that someone is at work, from a thread: rendering is one long call.

    `ours` is the row, as long as nobody stopped the work or took it over.
    """
    done = threading.Event()

    def beat() -> None:
        while not done.wait(HEARTBEAT.total_seconds()):
            try:
                ours.update(heartbeat_at=timezone.now())
            except DatabaseError:  # those that follow connect anew
                connection.close()
        connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def silent(written: str, after: timedelta, now: datetime) -> Q:
    """Rows whose moment of that name is past by as much, or is none that a clock gives now."""
    return Q(**{f"{written}__lt": now - after}) | Q(**{f"{written}__gt": now + CLOCKS_APART})


def silent_worker(now: datetime) -> Q:
    return silent("heartbeat_at", timedelta(seconds=settings.DOSSIER_STALE_SECONDS), now)


def given_up() -> str:
    return _("Trois essais se sont arrêtés avant la fin : le document est peut-être trop long.")


def not_stamped() -> str:
    return _(
        "L’autorité d’horodatage ne répond pas, ou sa réponse ne se vérifie pas : relancez le "
        "dossier plus tard. Rien n’est remis sans l’horodatage annoncé."
    )
