from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cases.claims.errors import ReferenceRefused
from cases.claims.references import load_references


class Command(BaseCommand):
    help = "Charge les postes de préjudice, les taux et les chiffres de référence."

    def handle(self, *args: object, **options: object) -> None:
        try:
            added = load_references()
        except ReferenceRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("Lignes ajoutées : %(count)s.") % {"count": added})
