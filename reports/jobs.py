"""A row that is a job: one worker claims it and beats while it works; the sweep finds it again."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

MOST_ATTEMPTS = 3
HEARTBEAT = timedelta(seconds=15)
WAKE_AGAIN_AFTER = timedelta(seconds=30)


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


def given_up() -> str:
    return _("Trois essais se sont arrêtés avant la fin : le document est peut-être trop long.")


def not_stamped() -> str:
    return _(
        "L’autorité d’horodatage ne répond pas, ou sa réponse ne se vérifie pas : relancez le "
        "dossier plus tard. Rien n’est remis sans l’horodatage annoncé."
    )
