import json
import os
from contextlib import suppress

from billiard.util import set_pdeathsig  # type: ignore[attr-defined]  # its stubs lack it
from celery import Celery
from celery.signals import celeryd_init, worker_process_init
from django.conf import settings
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "promesse.settings")

TRANSPORT_ALIASES["filesystem"] = "promesse.file_queue:Transport"

app = Celery("promesse")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_init.connect
def drop_cut_tables(**_: object) -> None:
    """The file-system queue keeps its bindings in files that a crash or a full disk may cut short:
    no worker starts on one that cannot be read. It is written anew by the worker that starts."""
    for table in (settings.PROMESSE_HOME / "queue" / "control").glob("*.exchange"):
        try:
            json.loads(table.read_text())
        except ValueError:
            table.unlink()


@worker_process_init.connect
def outlive_the_thread_that_started_it(**_: object) -> None:
    """Linux counts as a parent the thread, not the process, and Celery has a child killed with its
    parent. Each child but the first ones is started by a thread that ends as soon as the worker is
    asked to stop: the dossier in its hands would be cut, and a lock that it held kept for good."""
    with suppress(OSError):  # only Linux has it
        set_pdeathsig(0)
