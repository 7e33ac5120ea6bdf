import hashlib
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases import interchange
from cases.errors import Refused
from cases.evidence import journal
from cases.exporting import export_observations
from cases.models import Case, CaseQuerySet


class Command(BaseCommand):
    help = "Écrit les observations qui comptent au format promesse-observations/1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--case", metavar="CLÉ", help="un seul cas, par sa clé ou sa référence")

    def handle(self, *args: object, case: str | None, **options: object) -> None:
        cases = Case.objects.filter(Q(key=case) | Q(reference=case)) if case else Case.objects.all()
        if case and not cases.exists():
            raise CommandError(
                _("Aucun cas n’a la clé ou la référence « %(key)s ».") % {"key": case}
            )
        try:
            file = export_observations(cases)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        text = interchange.write(file)
        _record(cases, text)
        self.stdout.write(text, ending="")


@transaction.atomic
def _record(cases: CaseQuerySet, text: str) -> None:
    """Before it leaves: each case's own story tells that a copy of it was taken out."""
    told = {"file": hashlib.sha256(text.encode()).hexdigest()}
    for case in cases:
        journal.record("observations.exported", case, by=None, details=told)
