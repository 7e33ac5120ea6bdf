import json
import os

from celery import Celery
from celery.signals import celeryd_init
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
