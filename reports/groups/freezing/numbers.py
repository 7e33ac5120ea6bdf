"""The number of each file of a claim: in the common part, in its annex and in the bag alike."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from cases.claims.models import ContractFile, ContractTie
from cases.evidence.scanning import Scan
from reports import canonical
from reports.claims.freezing.right import numbers_in
from reports.claims.models import ClaimDocument, DocumentKind
from reports.content import Schedule
from reports.groups.models import GroupAnnex


def last_schedules(claims: Collection[UUID], *, at: datetime) -> dict[UUID, Schedule]:
    """Of each claim, as its dossier or an annex last said it before that moment: a number that was
    once printed stays with its file."""
    dossiers = ClaimDocument.objects.filter(
        claim__in=claims, kind=DocumentKind.DOSSIER, requested_at__lte=at
    )
    annexes = GroupAnnex.objects.filter(
        claim__in=claims, order__ordered_at__lt=at, content__isnull=False
    )
    told = [
        *dossiers.order_by().values_list("requested_at", "claim", "content__schedule"),
        *annexes.order_by().values_list("order__ordered_at", "claim", "content__schedule"),
    ]
    in_time = sorted(told, key=lambda row: row[0])
    return {claim: schedule_from(kept) for _at, claim, kept in in_time if kept}


def schedule_from(kept: object) -> Schedule:
    return canonical.from_json(Schedule, json.dumps(kept))


def numbers_of(proved: Mapping[UUID, Sequence[str]], *, at: datetime) -> dict[UUID, dict[str, int]]:
    """`proved`: the digests of what proves the losses of each claim, in their order. Its contracts
    come before, and all else after, as in its annex."""
    contracts, before = _of_contracts(proved), last_schedules(proved, at=at)
    return {
        claim: _numbered([*contracts.get(claim, ()), *digests], before.get(claim))
        for claim, digests in proved.items()
    }


def _numbered(digests: Sequence[str], before: Schedule | None) -> dict[str, int]:
    known = numbers_in(before)
    added = dict.fromkeys(each for each in digests if each not in known)
    first = len(before.exhibits) + 1 if before else 1
    return known | {digest: number for number, digest in enumerate(added, first)}


def _of_contracts(claims: Collection[UUID]) -> dict[UUID, list[str]]:
    ties = ContractTie.objects.in_force().filter(claim__in=claims)
    tied: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for claim, contract in ties.values_list("claim", "contract"):
        tied[contract].append(claim)
    files = ContractFile.objects.filter(
        contract__in=list(tied), item__privileged=False, item__erased_at=None
    )
    sound = files.exclude(item__scan=Scan.INFECTED).order_by("pk")
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for contract, digest in sound.values_list("contract", "item__sha256"):
        for claim in tied[contract]:
            found[claim].append(digest)
    return found
