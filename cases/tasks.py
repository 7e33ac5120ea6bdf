"""What the workers do for the cases; each task is a wake-up, the row is the job."""

import logging

from celery import Signature, Task, shared_task

from cases import forgetting, notices
from cases.evidence import store

log = logging.getLogger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def send_question(pk: int) -> None:
    notices.send_question(pk)


@shared_task(ignore_result=True)
def sweep_questions() -> None:
    """Whatever was lost on the way: a wake-up, a worker, the mail server's answer."""
    for pk in notices.unsent_questions().values_list("pk", flat=True):
        send_question.delay(pk)


@shared_task(ignore_result=True, acks_late=True)
def send_relay(pk: int) -> None:
    notices.send_relay(pk)


@shared_task(ignore_result=True)
def sweep_relays() -> None:
    for pk in notices.untold_relays().values_list("pk", flat=True):
        send_relay.delay(pk)


@shared_task(ignore_result=True)
def sweep_drafts() -> None:
    forgetting.purge_drafts()
    store.sweep_unfinished()


def wake[Key: (int, str)](
    task: Task[[Key], None] | Signature[None], key: Key, *, name: str
) -> None:
    """Tell the queue. A queue that does not answer loses nothing: the sweep tells it again."""
    try:
        task.delay(key)
    except Exception:  # the row is kept: whatever a broker answers, the request has succeeded
        log.exception("the queue did not take %s", name)
