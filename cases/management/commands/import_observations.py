from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cases.importing import import_observations
from cases.interchange import FileRefused


class Command(BaseCommand):
    help = "Importe un fichier promesse-observations/1, en entier ou pas du tout."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER.json")

    def handle(self, *args: object, file: Path, **options: object) -> None:
        try:
            report = import_observations(file.read_bytes(), by=None)
        except OSError as error:
            raise CommandError(
                _("Le fichier %(file)s ne peut pas être lu : %(reason)s.")
                % {"file": file, "reason": error.strerror}
            ) from error
        except FileRefused as refusal:
            raise CommandError(_("Rien n’est importé.") + f"\n{refusal}") from refusal
        self.stdout.write(
            _("Observations ajoutées : %(added)s ; déjà là : %(already)s.")
            % {"added": report.added, "already": report.already}
        )
