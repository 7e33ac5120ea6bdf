"""The files that were handed in on a claim, or that it puts forward."""

from django.db.models import Q, QuerySet

from cases.claims.models import Claim, ContractFile, ContractTie
from cases.evidence.models import Item
from cases.evidence.scanning import Scan


def handed_in_on(claim: Claim) -> QuerySet[Item]:
    """Those that may leave, in the order of arrival: nothing under a lawyer's secret, infected or
    erased. Of contracts, those that the claim puts forward."""
    tied = ContractTie.objects.in_force().filter(claim=claim).values("contract")
    reached = (
        Q(loss_document__line__sheet=claim.sheet_id)
        | Q(claim_paper__claim=claim)
        | Q(pk__in=ContractFile.objects.filter(contract__in=tied).values("item"))
        | Q(exhibits__in=claim.case.exhibits.exhibited())
    )
    return leaving(Item.objects.filter(reached)).distinct().order_by("received_at", "pk")


def leaving(items: QuerySet[Item]) -> QuerySet[Item]:
    return items.filter(privileged=False, erased_at=None).exclude(scan=Scan.INFECTED)
