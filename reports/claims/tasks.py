from celery import shared_task

from reports.claims import making, notices


@shared_task(ignore_result=True, acks_late=True)
def make_claim_document(pk: str) -> None:
    making.make_document(pk)
    notices.send_end(pk)


@shared_task(ignore_result=True, acks_late=True)
def tell_the_end_of_a_document(pk: str) -> None:
    notices.send_end(pk)


@shared_task(ignore_result=True)
def sweep_claim_documents() -> None:
    for pk in making.sweep():
        make_claim_document.delay(pk)
    for key in notices.untold().values_list("pk", flat=True):
        tell_the_end_of_a_document.delay(str(key))
