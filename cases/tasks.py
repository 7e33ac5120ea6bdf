"""What the workers do for the cases; each task is a wake-up, the row is the job."""

import logging

from celery import Task, shared_task
from kombu.exceptions import OperationalError

from cases import forgetting, notices

log = logging.getLogger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def send_question(pk: int) -> None:
    notices.send_question(pk)


@shared_task(ignore_result=True)
def sweep_questions() -> None:
    """Whatever was lost on the way: a wake-up, a worker, the mail server's answer."""
    for pk in notices.unsent_questions().values_list("pk", flat=True):
        send_question.delay(pk)


@shared_task(ignore_result=True)
def sweep_drafts() -> None:
    forgetting.purge_drafts()


def wake(task: Task[[int], None], pk: int) -> None:
    """Tell the queue. A queue that does not answer loses nothing: the sweep tells it again."""
    try:
        task.delay(pk)
    except (OperationalError, OSError) as error:
        log.warning("the queue did not take %s of %s: %s", task.name, pk, type(error).__name__)
