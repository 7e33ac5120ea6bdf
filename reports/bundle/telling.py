"""What the journal tells of a case in the bag of a dossier, which others will read too."""

import json
from collections.abc import Collection

from django.conf import settings
from django.db.models import Q
from django.utils.translation import override

from cases.evidence.models import Entry, Item
from members.roles import Role
from reports.models import Dossier

ATTACHED = ("case.file_attached", "observation.file_attached")
EXPORTED = "dossier.exported"
LOOKED_AT_OR_TAKEN = (
    *("file.viewed", "file.downloaded"),
    *("dossier.downloaded", "dossier.copied", EXPORTED),
)


def told_of(dossier: Dossier, items: Collection[Item]) -> list[Entry]:
    """Of the case, of its observations before it, and of the files that the bag lists. Of another
    file not even that there is one, and nothing of what counsel does for a client (loi 71-1130,
    art. 66-5): what they look at, take away, pass on or sign. This very copy is told."""
    names = {each.journal_name for each in items}
    observations = {each.journal_name for each in dossier.case.observations.all()}
    told = Entry.objects.filter(
        Q(thread=dossier.case.journal_name) | Q(subject__in=names | observations)
    )
    held_back = dossier.case.exhibits.exclude(item__in=Item.objects.that_may_leave())
    elsewhere = Q(subject__startswith="file:") & ~Q(subject__in=names)
    elsewhere |= Q(subject__in=[each.journal_name for each in held_back])
    entries = told.exclude(elsewhere | _of_counsel(dossier)).order_by("sequence")
    return [each for each in entries if each.verb not in ATTACHED or _file_of(each) in names]


def _of_counsel(dossier: Dossier) -> Q:
    with override(settings.LANGUAGE_CODE):  # the journal's own
        lawyer = str(Role.LAWYER.label)
    exports = Entry.objects.filter(subject=dossier.journal_name, verb=EXPORTED)
    last = exports.order_by("-sequence").values("sequence")[:1]
    taken = Q(verb__in=LOOKED_AT_OR_TAKEN, functions__contains=lawyer) & ~Q(sequence__in=last)
    return taken | Q(subject__startswith="note:") | Q(subject__startswith="link:")


def _file_of(entry: Entry) -> str:
    return f"file:{json.loads(entry.facts)['file']}"
