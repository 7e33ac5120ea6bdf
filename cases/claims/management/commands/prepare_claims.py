from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.claims import actions


class Command(BaseCommand):
    help = "Prépare une demande d’indemnisation par organisation touchée d’un cas relayé."

    def handle(self, *args: object, **options: object) -> None:
        n = actions.prepare_claims()
        if n:
            said = ngettext("%(n)s demande préparée.", "%(n)s demandes préparées.", n) % {"n": n}
        else:
            said = _("Aucune demande à préparer.")
        self.stdout.write(said)
