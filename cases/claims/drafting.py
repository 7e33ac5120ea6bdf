"""A claim is there before anyone asks: for each organisation that observed a relayed case.

The sweep calls it, and the acts wake the sweeps: so it stands below both.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from cases.claims.models import Claim, ClaimMail, LossSheet
from cases.claims.vocabulary import MailKind
from cases.evidence import journal
from cases.models import Observation
from cases.models.numbering import next_reference
from cases.states import CaseState
from members.models import Membership, Organisation, User
from members.roles import Role


def prepare_claims() -> int:
    """How many were prepared. A second call, or a second worker, prepares none of them again."""
    return sum(_prepare(case, organisation) for case, organisation in _without_claim())


def _without_claim() -> list[tuple[int, int]]:
    """Cases and organisations: those that still have someone who can open the site."""
    member = Membership.objects.in_force().filter(role__in=(Role.MEMBER, Role.COMMITTEE))
    there = member.filter(user__is_active=True, user__organisation=OuterRef("organisation"))
    claimed = Claim.objects.filter(
        sheet__case=OuterRef("case"), sheet__organisation=OuterRef("organisation")
    )
    affected = Observation.objects.counted().filter(
        Exists(there), ~Exists(claimed), case__state=CaseState.RELAYED
    )
    pairs = affected.order_by("case", "organisation").values_list("case", "organisation")
    return [(case, organisation) for case, organisation in pairs.distinct() if case]


@transaction.atomic
def _prepare(case: int, organisation: int) -> bool:
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation)
    if Claim.objects.filter(sheet__case=case, sheet__organisation=organisation).exists():
        return False
    sheet = LossSheet.objects.filter(case=case, organisation=organisation).first()
    if sheet is None:
        sheet = LossSheet.objects.create(case_id=case, organisation_id=organisation)
        journal.record("losses.sheet_opened", sheet, by=None)
    claim = open_on(sheet, by=None)
    ClaimMail.objects.create(claim=claim, kind=MailKind.PREPARED, about=timezone.localdate())
    return True


def next_claim_reference() -> str:
    """The journal is held first: who opens a sheet with its claim, or joins a group, holds it."""
    journal.hold_chain()
    return next_reference(f"DEM-{timezone.localdate().year}")


def open_on(sheet: LossSheet, *, by: User | None) -> Claim:
    claim = Claim.objects.create(sheet=sheet, reference=next_claim_reference(), opened_by=by)
    journal.record("claim.opened", claim, by=by)
    return claim
