from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from cases.evidence import journal
from cases.evidence.models import Entry
from members.models import User


class Command(BaseCommand):
    help = (
        "Efface du journal ce qu’une personne y a écrit, à sa demande. L’acte, sa date et son "
        "auteur restent, et la chaîne se vérifie toujours ; l’effacement est lui-même un acte."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("entries", metavar="N°", type=int, nargs="+")
        parser.add_argument("--by", metavar="ADRESSE", required=True, help="qui en décide")

    def handle(self, *args: object, entries: list[int], by: str, **options: object) -> None:
        decides = User.objects.filter(email=by, is_active=True).first()
        if decides is None:
            raise CommandError(_("Personne n’a l’adresse « %(email)s ».") % {"email": by})
        for number in entries:
            self.stdout.write(_erase(number, decides))


def _erase(number: int, by: User) -> str:
    entry = Entry.objects.filter(pk=number).first()
    if entry is None:
        raise CommandError(_("Le journal n’a pas d’entrée n° %(n)s.") % {"n": number})
    try:
        erased = journal.erase_words(entry, by=by)
    except DatabaseError as refusal:
        raise CommandError(
            _("La base refuse d’effacer : il y faut le rôle qui possède les tables.")
        ) from refusal
    if erased:
        return _("Entrée n° %(n)s : mots effacés.") % {"n": number}
    return _("Entrée n° %(n)s : il n’y a pas de mots à effacer.") % {"n": number}
