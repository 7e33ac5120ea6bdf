"""What each claimant of a cohort asks for, under a pseudonym, and what it comes to in all."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from django.db.models import Count, QuerySet

from cases.claims.cohort_states import ConsentState
from cases.claims.deadlines import limitation_of
from cases.claims.estimates import estimates_of
from cases.claims.losses import published_spread, spread_of
from cases.claims.models import Claim, Cohort, GroundSelection, LossDocument, LossHead, LossLine
from cases.claims.states import ClaimState
from cases.claims.vocabulary import Bucket
from cases.evidence.scanning import Scan
from cases.models import Observation, Product
from cases.states import ObservationState
from members.typography import day
from reports.groups.content import (
    Claimed,
    DocumentTold,
    Estimate,
    Fact,
    HeadTotal,
    LossTold,
    Size,
)
from reports.groups.freezing.numbers import numbers_of
from reports.wording import euros

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class ClaimInCohort:
    claim: Claim
    pseudonym: str


def claimed(cohort: Cohort, held: Sequence[ClaimInCohort], *, at: datetime) -> tuple[Claimed, ...]:
    """In a number of queries that does not grow with them."""
    sheets = [each.claim.sheet_id for each in held]
    losses = _losses(sheets)
    documents = _documents({each.claim.sheet_id: each.claim.pk for each in held}, at)
    products = _products(cohort)
    agreed = cohort.individual_cases.filter(state=ConsentState.GIVEN)
    standing = set(agreed.values_list("claim", flat=True))
    return tuple(
        _claimed(
            each,
            losses.get(each.claim.sheet_id, []),
            documents.get(each.claim.sheet_id, ()),
            products.get((each.claim.case.pk, each.claim.organisation.pk), ()),
            stands=each.claim.pk in standing,
        )
        for each in held
    )


def _claimed(
    each: ClaimInCohort,
    losses: list[LossLine],
    documents: tuple[DocumentTold, ...],
    products: tuple[str, ...],
    *,
    stands: bool,
) -> Claimed:
    claim = each.claim
    counted = (line.amount for line in losses if line.head.bucket == Bucket.PRINCIPAL)
    return Claimed(
        pseudonym=each.pseudonym,
        claim=claim.reference,
        incident=claim.case.reference,
        kind=str(claim.organisation.get_kind_display()),
        products=products,
        state=str(ClaimState(claim.state).label),
        principal=sum(counted, ZERO),
        losses=tuple(map(_loss, losses)),
        documents=documents,
        stands_for_the_others=stands,
        last_day=limitation_of(claim).last_day,
    )


def _loss(line: LossLine) -> LossTold:
    return LossTold(
        head=str(line.head),
        amount=None if line.is_left_to_the_court else line.amount,
        state=str(line.get_state_display()),
        documents=line.document_count,  # type: ignore[attr-defined]  # annotated
    )


def principal_of(claim: Claim) -> Decimal:
    counted = LossLine.objects.counted().filter(sheet=claim.sheet_id, head__bucket=Bucket.PRINCIPAL)
    return sum(counted.values_list("amount", flat=True), ZERO)


def _losses(sheets: Sequence[UUID]) -> dict[UUID, list[LossLine]]:
    counted = LossLine.objects.counted().filter(sheet__in=sheets).select_related("head")
    ordered = counted.annotate(document_count=Count("documents")).order_by(
        "sheet", "head__rank", "declared_at", "pk"
    )
    return {key: list(lines) for key, lines in groupby(ordered, key=lambda line: line.sheet_id)}


def _documents(claims: Mapping[UUID, UUID], at: datetime) -> dict[UUID, tuple[DocumentTold, ...]]:
    """By sheet, each under the number that it has in its annex."""
    by_sheet = {
        sheet: list(held)
        for sheet, held in groupby(_documents_of(claims), key=lambda each: each.line.sheet_id)
    }
    digests = {
        claim: [each.item.sha256 for each in by_sheet.get(sheet, ())]
        for sheet, claim in claims.items()
    }
    numbers = numbers_of(digests, at=at)
    return {
        sheet: tuple(
            DocumentTold(
                number=numbers[claims[sheet]][each.item.sha256],
                head=str(each.line.head),
                media_type=each.item.media_type,
                size=each.item.size,
                sha256=each.item.sha256,
            )
            for each in held
        )
        for sheet, held in by_sheet.items()
    }


def _documents_of(sheets: Collection[UUID]) -> QuerySet[LossDocument]:
    """What proves losses that count and may leave, in the order of an annex."""
    rows = LossDocument.objects.filter(
        line__sheet__in=sheets,
        line__in=LossLine.objects.counted(),
        item__privileged=False,
        item__erased_at=None,
    )
    return (
        rows.exclude(item__scan=Scan.INFECTED)
        .select_related("item", "line__head")
        .order_by("line__sheet", "line__head__rank", "line__declared_at", "line", "pk")
    )


def _products(cohort: Cohort) -> dict[tuple[int, int], tuple[str, ...]]:
    """By case and organisation: as they observed them, or as they said in joining."""
    observed = Observation.objects.filter(
        case__in=cohort.cases.all(), state=ObservationState.RECEIVED
    )
    joined = cohort.opt_ins.in_force().exclude(product=None)
    told: dict[tuple[int, int], set[str]] = defaultdict(set)
    for rows in (observed, joined):
        for case, organisation, name in rows.values_list("case", "organisation", "product__name"):
            told[case, organisation].add(name)
    return {key: tuple(sorted(names)) for key, names in told.items()}


def heads(told: Iterable[Claimed]) -> tuple[HeadTotal, ...]:
    """Of each head that counts, what claimants ask for it: one who claims twice counts once."""
    by_head: dict[str, dict[str, Decimal]] = {}
    for each in told:
        for loss in each.losses:
            if loss.amount is not None:
                asked = by_head.setdefault(loss.head, {})
                asked[each.pseudonym] = asked.get(each.pseudonym, ZERO) + loss.amount
    return tuple(_total(head, asked.values()) for head, asked in by_head.items())


def _total(head: str, amounts: Collection[Decimal]) -> HeadTotal:
    spread = spread_of(amounts)
    return HeadTotal(
        label=head,
        claimants=spread.count,
        total=spread.total,
        mean=spread.mean,
        median=spread.median,
        may_be_published=published_spread(amounts) is not None,
    )


def grounds(held: Sequence[ClaimInCohort]) -> tuple[Fact, ...]:
    """Of each, as main or subsidiary, in how many claims counsel put it forward."""
    chosen = GroundSelection.objects.in_force().filter(claim__in=[each.claim for each in held])
    counted: Counter[tuple[str, str]] = Counter()
    for each in chosen.select_related("ground").order_by("ground__rank", "place", "pk"):
        counted[f"{each.ground}", f"{each.get_place_display()}"] += 1
    return tuple(
        Fact(f"{ground} ({place.lower()})", f"{n} demande{'s' if n > 1 else ''}")
        for (ground, place), n in counted.items()
    )


def criteria(cohort: Cohort) -> tuple[Fact, ...]:
    """One line a predicate, those that ask for nothing left out."""
    asked = cohort.told_criteria
    names = Product.objects.filter(key__in=asked.products).order_by("name")
    labels = LossHead.objects.newest().filter(code__in=asked.heads).order_by("rank")
    told = (
        Fact("Produit", ", ".join(names.values_list("name", flat=True))),
        Fact("Incident survenu à partir du", day(asked.since) if asked.since else ""),
        Fact("Incident survenu jusqu’au", day(asked.until) if asked.until else ""),
        Fact("État de la demande", _states(asked.states)),
        Fact("Poste de préjudice", ", ".join(map(str, labels))),
        Fact("Préjudice au moins égal à", euros(asked.minimum) if asked.minimum else ""),
    )
    return tuple(each for each in told if each.said)


def _states(codes: Collection[str]) -> str:
    return ", ".join(str(state.label) for state in ClaimState if state in codes)


def size(cohort: Cohort, held: Sequence[ClaimInCohort]) -> Size:
    method = (
        "mandats en vigueur, dont la demande remplit les critères"
        if cohort.takes_opt_ins
        else "demandes connues de l’association, qui remplissent les critères"
    )
    return Size(
        claimants=len({each.pseudonym for each in held}),
        claims=len(held),
        opt_ins=cohort.opt_ins.in_force().count(),
        method=method,
        estimates=tuple(Estimate(**vars(each)) for each in estimates_of(cohort)),
    )


def told_of(known: Size) -> Iterator[Fact]:
    """What people wrote of an estimate."""
    for each in known.estimates:
        yield Fact("Estimation de la taille du groupe", f"{each.source} – {each.method}")
