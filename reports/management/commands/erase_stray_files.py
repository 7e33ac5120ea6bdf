from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import User
from reports import strays


class Command(BaseCommand):
    help = (
        "Efface les fichiers du coffre, écrits depuis plus d’un jour, dont ni fiche ni entrée du "
        "journal ne parle. Vérifiez d’abord que la base est bien celle de ce coffre."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", metavar="ADRESSE", help="qui en décide")
        parser.add_argument("--list", action="store_true", help="les nomme, n’efface rien")

    def handle(self, *args: object, by: str | None, list: bool, **options: object) -> None:
        if list:
            for sha256 in strays.strays():
                self.stdout.write(sha256)
            return
        decides = User.objects.filter(email=by, is_active=True).first()
        if decides is None:
            raise CommandError(_("Dites avec --by quelle personne en décide, par son adresse."))
        erased = strays.erase_strays(by=decides)
        told = ngettext("%(count)s fichier effacé.", "%(count)s fichiers effacés.", erased)
        self.stdout.write(told % {"count": erased})
