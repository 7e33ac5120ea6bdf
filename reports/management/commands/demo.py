from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reports import demonstration


class Command(BaseCommand):
    help = "Charge la démonstration (janvier 2018) et affiche ses comptes."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError(
                _("La démonstration n’est permise qu’avec PROMESSE_DEMO=yes, sur une base d’essai.")
            )
        if not demonstration.is_loaded():
            demonstration.load()
        self.stdout.write(demonstration.accounts_file().read_text(), ending="")
