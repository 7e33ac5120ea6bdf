import sys
from collections.abc import Iterator

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.evidence import custody
from cases.evidence.models import Item
from members.typography import number
from reports import strays
from reports.claims.models import ClaimDocument, ClaimFile
from reports.groups.models import GroupAnnex
from reports.groups.states import AnnexState
from reports.models import Dossier, DossierFile
from reports.states import DossierState


class Command(BaseCommand):
    help = "Vérifie la chaîne du journal, ses racines, leurs horodatages et chaque fichier gardé."

    def handle(self, *args: object, **options: object) -> None:
        with override(settings.LANGUAGE_CODE):
            try:
                told = in_words(custody.verify(files_of_rows()))
                self.stdout.write(told + strays_in_words())
            except custody.Broken as fault:
                self.stdout.write(_("ROMPU : %(fault)s") % {"fault": fault})
                sys.exit(1)


def files_of_rows() -> Iterator[custody.NamedFile]:
    for item in Item.objects.only("pk", "sha256", "erased_at").iterator():
        yield item.journal_name, "" if item.erased_at else item.sha256
    ready = Dossier.objects.filter(state=DossierState.READY)
    for dossier in ready.only("pk", "sha256").iterator():
        yield dossier.journal_name, dossier.sha256
    for file in DossierFile.objects.only("dossier_id", "name", "sha256").iterator():
        yield file.journal_name, file.sha256
    printed = ClaimDocument.objects.filter(state=DossierState.READY)
    for document in printed.only("pk", "sha256", "erased_at").iterator():
        yield document.journal_name, "" if document.erased_at else document.sha256
    beside = ClaimFile.objects.select_related("document").only(
        "name", "sha256", "document__erased_at"
    )
    for bound in beside.iterator():
        yield bound.journal_name, "" if bound.document.erased_at else bound.sha256
    made = GroupAnnex.objects.filter(state=AnnexState.DONE)
    for annex in made.only("pk", "sha256").iterator():
        yield annex.journal_name, annex.sha256


def strays_in_words() -> str:
    count = sum(1 for _each in strays.strays())
    told = _(" Fichiers dont ni fiche ni entrée ne parle : %(count)s (voir erase_stray_files).")
    return told % {"count": number(count)} if count else ""


def in_words(found: custody.Custody) -> str:
    told = _(
        "CONFORME – entrées : %(entries)s ; fichiers : %(files)s ; racines : %(roots)s, "
        "dont horodatées : %(stamped)s."
    ) % {
        "entries": number(found.entries),
        "files": number(found.files),
        "roots": number(found.roots),
        "stamped": number(found.stamped),
    }
    if not found.erased:
        return told
    erased = _("Effacés à l’échéance de leur conservation : %(erased)s.")
    return f"{told} {erased % {'erased': number(found.erased)}}"
