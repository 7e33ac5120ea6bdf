from celery import shared_task

from reports.groups import production


@shared_task(ignore_result=True, acks_late=True)
def produce_annex(order: str) -> None:
    production.produce_next(order)


@shared_task(ignore_result=True)
def sweep_orders() -> None:
    for order in production.sweep():
        produce_annex.delay(order)
