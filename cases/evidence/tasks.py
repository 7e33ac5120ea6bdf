"""What the workers do for the journal; the rows say what is left to do."""

from celery import shared_task

from cases.evidence import quarantine, root_notices, roots


@shared_task(ignore_result=True)
def keep_roots() -> None:
    roots.make_root()
    roots.stamp_roots()
    root_notices.note_roots()
    for key in root_notices.untold().values_list("pk", flat=True):
        tell_root.delay(str(key))


@shared_task(ignore_result=True, acks_late=True)
def tell_root(pk: str) -> None:
    root_notices.send_root(pk)


@shared_task(ignore_result=True)
def scan_waiting() -> None:
    quarantine.scan_waiting()
