from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from cases.evidence import triggers


class Command(BaseCommand):
    help = (
        "Donne à un rôle de PostgreSQL ce qu’il faut pour servir le site : tout lire et écrire, "
        "sauf le journal, où il ne peut que lire et ajouter. À relancer après chaque « migrate »."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", metavar="RÔLE")

    def handle(self, *args: object, role: str, **options: object) -> None:
        if connection.vendor != "postgresql":
            raise CommandError(_("Il n’y a de rôles que sur PostgreSQL."))
        _refuse_the_powerful(role)
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in _grants(connection.ops.quote_name(role)):
                cursor.execute(statement)
        done = _("Le rôle « %(role)s » peut servir le site ; il ne peut pas changer le journal.")
        self.stdout.write(done % {"role": role})


def _refuse_the_powerful(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR pg_has_role(rolname, tableowner, 'MEMBER') "
            "FROM pg_roles, pg_tables WHERE rolname = %s AND tablename = %s",
            [role, triggers.ENTRY.table],
        )
        found = cursor.fetchone()
    if found is None:
        raise CommandError(
            _("Le rôle « %(role)s » n’existe pas. Créez-le : createuser --pwprompt %(role)s")
            % {"role": role}
        )
    if found[0]:
        raise CommandError(
            _("Le rôle « %(role)s » possède les tables : créez-en un autre.") % {"role": role}
        )


def _grants(role: str) -> list[str]:
    journal = ", ".join(each.table for each in triggers.JOURNAL)
    return [
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"REVOKE ALL ON {journal} FROM {role}",
        f"GRANT SELECT, INSERT ON {journal} TO {role}",
    ]
