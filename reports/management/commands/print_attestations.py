from django.core.management.base import BaseCommand

from reports.attestation import Way, form_path
from reports.attestation_form import print_attestation


class Command(BaseCommand):
    help = "Imprime les formulaires vierges d’attestation, après un changement de leur texte."

    def handle(self, *args: object, **options: object) -> None:
        for way in Way:
            form_path(way).write_bytes(print_attestation(way))
            self.stdout.write(form_path(way).name)
