"""What the journal tells in a bag, which others will read too."""

import json
from collections.abc import Collection

from django.conf import settings
from django.db.models import Q
from django.utils.translation import override

from cases.evidence import extract, journal
from cases.evidence.models import Entry, Item
from members.roles import Role
from reports.models import Dossier

ATTACHED = ("case.file_attached", "observation.file_attached")
BY_COUNSEL = (
    *("file.viewed", "file.downloaded"),
    *("dossier.downloaded", "dossier.copied", "claim_document.downloaded"),
    *("group.annex_downloaded", "claims.exported", *extract.BAG_EXPORTED),
    *("claim.ground_selected", "claim.ground_set_aside", "claim.sent_back"),
)
"""What counsel looks at, takes away, or chooses for a client."""


def told_of(dossier: Dossier, items: Collection[Item]) -> list[Entry]:
    """Of the case, of its observations before it, and of the files that the bag lists. Of another
    file not even that there is one."""
    names = {each.journal_name for each in items}
    observations = {each.journal_name for each in dossier.case.observations.all()}
    told = Entry.objects.filter(
        Q(thread=dossier.case.journal_name) | Q(subject__in=names | observations)
    )
    held_back = dossier.case.exhibits.exclude(item__in=Item.objects.that_may_leave())
    elsewhere = Q(subject__startswith="file:") & ~Q(subject__in=names)
    elsewhere |= Q(subject__in=[each.journal_name for each in held_back])
    entries = told.exclude(elsewhere | of_counsel(dossier)).order_by("sequence")
    return [each for each in entries if each.verb not in ATTACHED or _file_of(each) in names]


def of_counsel(handed_over: journal.Subject) -> Q:
    """What nobody else is told (loi 71-1130, art. 66-5): what counsel looks at, takes away,
    chooses, passes on or signs. The last bag handed over is this very copy, and is told."""
    with override(settings.LANGUAGE_CODE):  # the journal's own
        lawyer = str(Role.LAWYER.label)
    bags = Entry.objects.filter(subject=handed_over.journal_name, verb__in=extract.BAG_EXPORTED)
    this = bags.order_by("-sequence").values("sequence")[:1]
    done = Q(verb__in=BY_COUNSEL, functions__contains=lawyer) & ~Q(sequence__in=this)
    return done | Q(subject__startswith="note:") | Q(subject__startswith="link:")


def _file_of(entry: Entry) -> str:
    return f"file:{json.loads(entry.facts)['file']}"
