from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import User
from reports import retention


class Command(BaseCommand):
    help = (
        "Efface les fichiers dont la durée de conservation est passée. La fiche, l’empreinte et le "
        "journal restent ; ce dont un cas, un mandat, un dossier ou une demande a besoin reste."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", metavar="ADRESSE", help="qui en décide")
        parser.add_argument("--list", action="store_true", help="les nomme, n’efface rien")

    def handle(self, *args: object, by: str | None, list: bool, **options: object) -> None:
        if list:
            for sha256, name in retention.names_due():
                self.stdout.write(f"{sha256}  {name}")
            return
        decides = User.objects.filter(email=by, is_active=True).first()
        if decides is None:
            raise CommandError(_("Dites avec --by quelle personne en décide, par son adresse."))
        erased = retention.erase_old_files(by=decides)
        told = ngettext("%(count)s fichier effacé.", "%(count)s fichiers effacés.", erased)
        self.stdout.write(told % {"count": erased})
