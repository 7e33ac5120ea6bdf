from celery import shared_task
from django.conf import settings

from reports import notices, print_cache, production, retention, strays


@shared_task(ignore_result=True, acks_late=True)
def produce_dossier(pk: str) -> None:
    production.produce_dossier(pk)
    notices.send_end(pk)


@shared_task(ignore_result=True, acks_late=True)
def tell_the_end(pk: str) -> None:
    notices.send_end(pk)


@shared_task(ignore_result=True)
def sweep_dossiers() -> None:
    for pk in production.sweep():
        produce_dossier.delay(pk)
    for key in notices.untold().values_list("pk", flat=True):
        tell_the_end.delay(str(key))


@shared_task(ignore_result=True)
def sweep_print_cache() -> None:
    print_cache.forget_unused()


@shared_task(ignore_result=True)
def erase_old_files() -> None:
    if settings.ERASE_OLD_FILES:
        retention.erase_old_files()


@shared_task(ignore_result=True)
def tell_strays() -> None:
    strays.tell_strays()
