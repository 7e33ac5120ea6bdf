"""The files that were handed in on a claim, or that it puts forward."""

from django.db.models import Q

from cases.claims.models import Claim, ContractFile, ContractTie
from cases.evidence.models import Item, ItemQuerySet


def handed_in_on(claim: Claim) -> ItemQuerySet:
    """Those that may leave, in the order of arrival: nothing under a secret, infected or
    erased. Of contracts, those that the claim puts forward."""
    tied = ContractTie.objects.in_force().filter(claim=claim).values("contract")
    reached = (
        Q(loss_document__line__sheet=claim.sheet_id)
        | Q(claim_paper__claim=claim)
        | Q(pk__in=ContractFile.objects.filter(contract__in=tied).values("item"))
        | Q(exhibits__in=claim.case.exhibits.exhibited())
    )
    return leaving(Item.objects.filter(reached)).distinct().order_by("received_at", "pk")


def leaving(items: ItemQuerySet) -> ItemQuerySet:
    return items.that_may_leave().filter(erased_at=None)
