import json
from argparse import ArgumentParser
from collections.abc import Sequence

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.comparison import as_text, compare
from cases.models import Case


class Command(BaseCommand):
    help = "Calcule les huit critères de cas, sans rien écrire dans la base."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("keys", nargs="+", metavar="CLÉ")
        parser.add_argument("--format", choices=["json", "table"], default="table")

    def handle(self, *args: object, keys: Sequence[str], format: str, **options: object) -> None:
        held = Case.objects.filter(Q(key__in=keys) | Q(reference__in=keys))
        by_key = {name: case for case in held for name in (case.key, case.reference)}
        missing = [key for key in keys if key not in by_key]
        if missing:
            raise CommandError(
                _("Aucun cas n’a la clé ou la référence : %(keys)s.") % {"keys": ", ".join(missing)}
            )
        computed = held.analyses()
        analyses = {key: computed[by_key[key].pk] for key in keys}
        if format == "json":
            document = {key: analysis.as_json() for key, analysis in analyses.items()}
            self.stdout.write(json.dumps(document, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(as_text(compare(list(analyses.items()))), ending="")
