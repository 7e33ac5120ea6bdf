from celery import shared_task

from reports.claims import making


@shared_task(ignore_result=True, acks_late=True)
def make_claim_document(pk: str) -> None:
    making.make_document(pk)


@shared_task(ignore_result=True)
def sweep_claim_documents() -> None:
    for pk in making.sweep():
        make_claim_document.delay(pk)
