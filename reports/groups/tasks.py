from celery import shared_task

from reports.groups import notices, production


@shared_task(ignore_result=True, acks_late=True)
def produce_annex(order: str) -> None:
    production.produce_next(order)
    notices.send_end(order)


@shared_task(ignore_result=True, acks_late=True)
def tell_the_end(order: str) -> None:
    notices.send_end(order)


@shared_task(ignore_result=True)
def sweep_orders() -> None:
    for order in production.sweep():
        produce_annex.delay(order)
    for key in notices.untold().values_list("pk", flat=True):
        tell_the_end.delay(str(key))
