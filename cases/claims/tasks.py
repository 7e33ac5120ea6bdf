"""What the workers do for claims; each task is a wake-up, the row is the job."""

from celery import shared_task

from cases.claims import drafting, notices, opt_in_notices


@shared_task(ignore_result=True, acks_late=True)
def send_claim_mail(pk: int) -> None:
    notices.send_mail(pk)


@shared_task(ignore_result=True)
def sweep_claims() -> None:
    """Drafts for what was relayed, and the mails that are due."""
    drafting.prepare_claims()
    notices.note_due_mails()
    for pk in notices.unsent_mails().values_list("pk", flat=True):
        send_claim_mail.delay(pk)


@shared_task(ignore_result=True, acks_late=True)
def send_joined(pk: str) -> None:
    opt_in_notices.send_joined(pk)


@shared_task(ignore_result=True)
def sweep_joined() -> None:
    for pk in opt_in_notices.unacknowledged().values_list("pk", flat=True):
        send_joined.delay(str(pk))
