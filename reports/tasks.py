from celery import shared_task

from reports import production


@shared_task(ignore_result=True, acks_late=True)
def produce_dossier(pk: str) -> None:
    production.produce_dossier(pk)


@shared_task(ignore_result=True)
def sweep_dossiers() -> None:
    for pk in production.sweep():
        produce_dossier.delay(pk)
