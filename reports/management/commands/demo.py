from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from members.models import User
from reports import demonstration


class Command(BaseCommand):
    help = "Charge la démonstration (janvier 2018) et affiche ses comptes."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError(
                _("La démonstration n’est permise qu’avec PROMESSE_DEMO=yes, sur une base d’essai.")
            )
        if not demonstration.is_loaded():
            _refuse_beside_real_accounts()
            demonstration.load()
        self.stdout.write(demonstration.accounts_file().read_text(), ending="")


def _refuse_beside_real_accounts() -> None:
    if User.objects.exists():
        raise CommandError(
            _(
                "Cette base a déjà des comptes : la démonstration ne se mêle pas à de vraies "
                "données. Donnez-lui un dossier à elle, par PROMESSE_HOME ou DATABASE_URL."
            )
        )
