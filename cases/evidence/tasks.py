"""What the workers do for the journal; the rows say what is left to do."""

from celery import shared_task

from cases.evidence import quarantine, roots


@shared_task(ignore_result=True)
def keep_roots() -> None:
    roots.make_root()
    roots.stamp_roots()


@shared_task(ignore_result=True)
def scan_waiting() -> None:
    quarantine.scan_waiting()
