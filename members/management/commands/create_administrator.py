"""The first administrator of an empty installation."""

import getpass
import sys
from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from members import actions
from members.errors import MembersRefused
from members.models import Membership, User
from members.roles import Role


class Command(BaseCommand):
    help = str(_("Crée le premier administrateur, s’il n’y en a pas."))

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", help=_("son adresse électronique"))
        parser.add_argument("--full-name", help=_("son nom et son prénom"))
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help=_("lit le mot de passe sur l’entrée standard"),
        )

    def handle(
        self, *, email: str | None, full_name: str | None, password_stdin: bool, **options: object
    ) -> None:
        if Membership.objects.in_force().filter(role=Role.ADMINISTRATOR).exists():
            self.stdout.write(_("Il y a déjà un administrateur : rien à faire."))
            return
        try:
            email = email or input(_("Adresse électronique de l’administrateur : "))
            full_name = full_name or input(_("Nom et prénom : "))
            password = sys.stdin.readline().rstrip("\n") if password_stdin else _typed_twice()
            actions.create_first_administrator(email.strip(), full_name.strip(), password)
        except EOFError as error:
            raise CommandError(
                _("Personne ne répond : donnez --email, --full-name et --password-stdin.")
            ) from error
        except ValidationError as error:
            raise CommandError("\n".join(_faults(error))) from error
        except MembersRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("Administrateur créé : %(email)s.") % {"email": email.strip().lower()})


def _typed_twice() -> str:
    password = getpass.getpass(_("Mot de passe (12 caractères au moins) : "))
    if getpass.getpass(_("Le même, encore une fois : ")) != password:
        raise CommandError(_("Les deux mots de passe diffèrent : rien n’est créé."))
    return password


def _faults(error: ValidationError) -> list[str]:
    """Each with the name of the field it is about, where it is about one."""
    if not hasattr(error, "error_dict"):
        return error.messages
    return [
        f"{getattr(User, name).field.verbose_name} – {fault}"
        for name, faults in error.message_dict.items()
        for fault in faults
    ]
