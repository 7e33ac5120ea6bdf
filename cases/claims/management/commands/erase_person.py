from argparse import ArgumentParser
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cases.claims import actions
from cases.errors import Refused
from members.models import User


class Command(BaseCommand):
    help = (
        "Efface le nom, l’adresse et l’accès d’une personne, à sa demande, comme la page « "
        "Conservation et effacement » ; avec le rôle qui possède les tables, les mots du journal "
        "qui la nomment aussi."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="ADRESSE")
        parser.add_argument("--by", metavar="ADRESSE", required=True, help="qui en décide")
        parser.add_argument(
            "--requested-on", metavar="AAAA-MM-JJ", required=True, type=date.fromisoformat
        )

    def handle(
        self, *args: object, email: str, by: str, requested_on: date, **options: object
    ) -> None:
        person, decides = _known(email), _known(by)
        if not (decides.is_active and decides.is_administrator):
            raise CommandError(_("%(who)s n’est pas administrateur.") % {"who": decides})
        try:
            left = actions.erase_person(person, requested_on=requested_on, by=decides)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("Effacée : elle s’appelle désormais « %(who)s ».") % {"who": person})
        for where in left:
            self.stdout.write(_("Encore nommée dans : %(where)s") % {"where": where})


def _known(email: str) -> User:
    person = User.objects.filter(email=email.lower()).first()
    if person is None:
        raise CommandError(_("Personne n’a l’adresse « %(email)s ».") % {"email": email})
    return person
