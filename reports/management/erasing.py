"""What the commands that erase files have in common."""

from argparse import ArgumentParser
from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import User


class ErasingCommand(BaseCommand):
    """Names what would go, or erases it in the name of the person who decides."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", metavar="ADRESSE", help="qui en décide")
        parser.add_argument("--list", action="store_true", help="les nomme, n’efface rien")

    def lines(self) -> Iterator[str]:
        """One for each file that would go."""
        raise NotImplementedError

    def erase(self, by: User) -> int:
        """How many went."""
        raise NotImplementedError

    def handle(self, *args: object, by: str | None, list: bool, **options: object) -> None:
        if list:
            self.stdout.write("\n".join(self.lines()) or _("Aucun fichier à effacer."))
            return
        decides = User.objects.filter(email=by, is_active=True).first()
        if decides is None:
            raise CommandError(_("Dites avec --by quelle personne en décide, par son adresse."))
        erased = self.erase(decides)
        told = ngettext("%(count)s fichier effacé.", "%(count)s fichiers effacés.", erased)
        self.stdout.write(told % {"count": erased})
