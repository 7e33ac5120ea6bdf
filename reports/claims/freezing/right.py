"""What binds the two, and on what a claim could stand: told as its checklist tells it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from cases.claims.checklist import Checklist, checklist_of
from cases.claims.checklist import Element as Told
from cases.claims.checklist import Ground as Listed
from cases.claims.models import DAGGER, Claim, ContractFile, ContractTie, ContractVersion
from cases.claims.rights import Right as Held
from cases.claims.rights import rights_of
from cases.evidence.models import Item
from cases.evidence.scanning import Scan
from reports.claims.content import Clause, Contract, Element, Ground, Right, ToConfirm
from reports.content import Schedule
from reports.wording import decimal, euros

CITED = " ; "


def versions_put_forward(claim: Claim) -> list[ContractVersion]:
    """As they are now, of the contracts that the claimant put forward in this claim."""
    tied = ContractTie.objects.in_force().filter(claim=claim).values("contract")
    current = ContractVersion.objects.current().filter(contract__in=tied)
    return list(current.order_by("contract__registered_at", "pk"))


def contract_files(versions: Iterable[ContractVersion]) -> list[tuple[ContractVersion, Item]]:
    by_contract = {version.contract_id: version for version in versions}
    files = ContractFile.objects.filter(
        contract__in=by_contract, item__privileged=False, item__erased_at=None
    )
    sound = files.exclude(item__scan=Scan.INFECTED).select_related("item").order_by("pk")
    return [(by_contract[each.contract_id], each.item) for each in sound]


def contracts(
    versions: list[ContractVersion],
    files: list[tuple[ContractVersion, Item]],
    schedule: Schedule | None,
) -> tuple[Contract, ...]:
    numbers = numbers_in(schedule)
    return tuple(
        Contract(
            title=version.title,
            signed_on=version.signed_on or version.starts_on,
            until=version.ends_on,
            clauses=tuple(_clauses(version)),
            exhibits=tuple(
                sorted(
                    numbers[item.sha256]
                    for of, item in files
                    if of.pk == version.pk and item.sha256 in numbers
                )
            ),
        )
        for version in versions
    )


def numbers_in(schedule: Schedule | None) -> dict[str, int]:
    return {each.sha256: each.number for each in schedule.exhibits} if schedule else {}


def cap_of(versions: Iterable[ContractVersion]) -> Decimal | None:
    """The lowest that a contract states."""
    caps = [each.liability_cap for each in versions if each.liability_cap is not None]
    return min(caps, default=None)


def _clauses(version: ContractVersion) -> Iterator[Clause]:
    yield Clause("Nature", str(version.get_kind_display()))
    yield Clause("Conditions générales, version", version.terms_version)
    yield Clause("Signataire", version.signatory)
    sla = version.sla_percent
    promised = "" if sla is None else f"{decimal(sla)}\u00a0%"
    yield Clause("Disponibilité promise", promised)
    cap = version.liability_cap
    yield Clause("Plafond de responsabilité", "" if cap is None else euros(cap))
    yield Clause("Clause de responsabilité", version.liability_cap_wording)
    days = version.claim_delay_days
    yield Clause("Délai de réclamation", "" if days is None else f"{days}\u00a0jours")
    yield Clause("Juridiction", version.jurisdiction_clause)
    yield Clause("Médiation préalable", version.mediation_clause)
    yield Clause("Loi applicable", version.governing_law)
    yield Clause("Réversibilité", version.reversibility_clause)
    yield Clause("Confidentialité", version.confidentiality_clause)


@dataclass(frozen=True)
class Standing:
    grounds: tuple[Ground, ...]
    rights: tuple[Right, ...]
    to_confirm: tuple[ToConfirm, ...]
    """What bears a dagger in them."""


def standing(claim: Claim, schedule: Schedule | None, contracts: tuple[Contract, ...]) -> Standing:
    """The grounds that counsel chose, and nothing of the others; while none is chosen, those that
    may concern the claimant, as a list that chooses nothing."""
    checklist, numbers = checklist_of(claim), numbers_in(schedule)
    told = checklist.grounds if checklist.is_left_to_counsel else _chosen(checklist)
    rights = rights_of(claim, replace(checklist, grounds=told))
    cited = [each for ground in told for each in ground.citations]
    daggers = {each.name: "" for each in told if each.is_to_confirm}
    daggers |= {each.name: each.said for each in cited if each.is_to_confirm}
    daggers |= {each.name: each.said for each in rights if each.is_to_confirm}
    return Standing(
        grounds=tuple(_ground(each, numbers) for each in told),
        rights=tuple(_right(each, contracts) for each in rights),
        to_confirm=tuple(
            ToConfirm(name.removesuffix(DAGGER), said) for name, said in daggers.items()
        ),
    )


def _right(held: Held, contracts: tuple[Contract, ...]) -> Right:
    return Right(
        label=held.name,
        said=held.said,
        written=tuple(Clause(f"{each.label}, {each.contract}", each.text) for each in held.clauses),
        unwritten=held.unwritten if contracts else (),
        grounds=tuple(each.name for each in held.grounds),
        criteria=held.criteria,
    )


def _chosen(checklist: Checklist) -> tuple[Listed, ...]:
    return checklist.main + checklist.subsidiary


def _ground(listed: Listed, numbers: dict[str, int]) -> Ground:
    return Ground(
        label=listed.name,
        basis=CITED.join(each.name for each in listed.citations),
        rank=listed.choice_in_words.lower(),
        elements=tuple(_element(each, numbers) for each in listed.elements),
    )


def _element(told: Told, numbers: dict[str, int]) -> Element:
    known = {numbers[each.sha256] for each in told.pieces if each.sha256 in numbers}
    return Element(told.name, tuple(sorted(known)), "" if known else "aucune pièce")
