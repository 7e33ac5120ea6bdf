from argparse import ArgumentParser, ArgumentTypeError
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.claims import actions
from cases.claims.models import OptIn
from cases.errors import Refused
from members.models import User


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as fault:
        raise ArgumentTypeError(_("une date s’écrit ainsi : 2026-11-30")) from fault


class Command(BaseCommand):
    help = (
        "Efface le nom, l’adresse et l’accès d’une personne, à sa demande, comme la page « "
        "Conservation et effacement » ; avec le rôle qui possède les tables, les mots du journal "
        "qui la nomment aussi. De qui a adhéré à un groupe par un lien, l’adresse de l’adhésion."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="ADRESSE")
        parser.add_argument("--by", metavar="ADRESSE", required=True, help="qui en décide")
        parser.add_argument("--requested-on", metavar="AAAA-MM-JJ", required=True, type=_day)

    def handle(
        self, *args: object, email: str, by: str, requested_on: date, **options: object
    ) -> None:
        decides = _known(by)
        if not (decides.is_active and decides.is_administrator):
            raise CommandError(_("%(who)s n’est pas administrateur.") % {"who": decides})
        try:
            with transaction.atomic():
                left = self._erased(email, requested_on, decides)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for where in left:
            self.stdout.write(_("Encore nommée dans : %(where)s") % {"where": where})

    def _erased(self, email: str, requested_on: date, by: User) -> list[str]:
        """With their mandates of before they had an account, if they joined a group by a link."""
        left = list[str]()
        if OptIn.objects.filter(email=email.lower(), organisation__is_outside=True).exists():
            left = actions.erase_outsider(email, requested_on=requested_on, by=by)
            self.stdout.write(_("Ses adhésions par un lien portent désormais un pseudonyme."))
            if not User.objects.filter(email=email.lower()).exists():
                return left
        person = _known(email)
        left += actions.erase_person(person, requested_on=requested_on, by=by)
        self.stdout.write(_("Effacée : elle s’appelle désormais « %(who)s ».") % {"who": person})
        return left


def _known(email: str) -> User:
    person = User.objects.filter(email=email.lower()).first()
    if person is None:
        raise CommandError(_("Personne n’a l’adresse « %(email)s ».") % {"email": email})
    return person
