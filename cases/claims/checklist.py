"""What a claim could stand on: for each ground, what it takes to prove, with what, and what lacks.

Nothing here chooses: a ground is put forward once the mandated lawyer has selected it.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from cases.claims.models import (
    Claim,
    ContractFile,
    ContractVersion,
    ElementProof,
    GroundSelection,
    LegalGround,
    LegalReference,
    LossDocument,
    ProofElement,
    newest,
)
from cases.claims.models.argument import CONTRACT_FILE, EXHIBIT, LOSS_DOCUMENT
from cases.claims.states import COUNTED
from cases.claims.vocabulary import Certainty, FilledBy, Place, Relation
from cases.evidence.models import Item
from cases.evidence.scanning import Scan
from cases.models import Attachment, Exhibit
from members.models import User

NOT_OPEN_TO_ORGANISATIONS = (Relation.NATURAL_PERSON, Relation.AUTHORITY)


@dataclass(frozen=True)
class Piece:
    """`name` is the file's; `where` says what it is of: a loss, a contract, the case's schedule."""

    kind: str
    pk: int
    name: str
    where: str
    item: UUID
    sha256: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.pk}"

    @property
    def is_of_a_contract(self) -> bool:
        return self.kind == CONTRACT_FILE


@dataclass(frozen=True)
class Citation:
    code: str
    version: int
    name: str
    said: str
    is_to_confirm: bool


@dataclass(frozen=True)
class Element:
    """What the claimant put forward, and after it what the claim proves by itself."""

    code: str
    version: int
    name: str
    pieces: tuple[Piece, ...]

    @property
    def is_missing(self) -> bool:
        return not self.pieces


@dataclass(frozen=True)
class Choice:
    """The mandated lawyer's. Their note is no part of it: it is theirs alone to read."""

    place: Place
    selected_at: datetime
    selected_by: str


@dataclass(frozen=True)
class Ground:
    code: str
    version: int
    name: str
    formerly: str
    open_to: str
    usual_pieces: str
    is_to_confirm: bool
    citations: tuple[Citation, ...]
    elements: tuple[Element, ...]
    choice: Choice | None

    @property
    def missing(self) -> tuple[Element, ...]:
        return tuple(element for element in self.elements if element.is_missing)

    @property
    def proved_count(self) -> int:
        return len(self.elements) - len(self.missing)

    @property
    def choice_in_words(self) -> str:
        return str(self.choice.place.label) if self.choice else _("choix réservé à l’avocat")


@dataclass(frozen=True)
class Checklist:
    """`grounds` may concern the claimant, or were chosen; `others` concern somebody else."""

    grounds: tuple[Ground, ...]
    others: tuple[Ground, ...]

    @property
    def main(self) -> tuple[Ground, ...]:
        return self._chosen(Place.MAIN)

    @property
    def subsidiary(self) -> tuple[Ground, ...]:
        return self._chosen(Place.SUBSIDIARY)

    @property
    def is_left_to_counsel(self) -> bool:
        """Until the lawyer chose, no document names a ground as the claim's own."""
        return not self.main + self.subsidiary

    @property
    def to_confirm(self) -> tuple[str, ...]:
        """What bears a dagger in it, each once, in its order."""
        told = [
            name
            for ground in self.grounds
            for name, is_so in (
                (ground.name, ground.is_to_confirm),
                *((each.name, each.is_to_confirm) for each in ground.citations),
            )
            if is_so
        ]
        return tuple(dict.fromkeys(told))

    def ground(self, code: str) -> Ground | None:
        return next((each for each in self.grounds + self.others if each.code == code), None)

    def element(self, code: str) -> Element | None:
        every = (each for ground in self.grounds + self.others for each in ground.elements)
        return next((each for each in every if each.code == code), None)

    def _chosen(self, place: Place) -> tuple[Ground, ...]:
        chosen = (each for each in self.grounds if each.choice and each.choice.place == place)
        return tuple(chosen)


def checklist_of(claim: Claim) -> Checklist:
    """For the claimant and their lawyer. Whoever else reads the claim reads it `without_contracts`:
    a contract is private to those two."""
    return _Reading(claim).checklist()


def without_contracts(checklist: Checklist) -> Checklist:
    """As the handler reads it: that a contract proves something, and nothing of what it is."""
    return Checklist(
        tuple(_veiled(each) for each in checklist.grounds),
        tuple(_veiled(each) for each in checklist.others),
    )


def _veiled(ground: Ground) -> Ground:
    elements = tuple(
        replace(element, pieces=tuple(_veiled_piece(each) for each in element.pieces))
        for element in ground.elements
    )
    return replace(ground, elements=elements)


def _veiled_piece(piece: Piece) -> Piece:
    if not piece.is_of_a_contract:
        return piece
    return replace(
        piece, pk=0, name=_("fichier d’un contrat"), where="", item=UUID(int=0), sha256=""
    )


def concerns(relation: str, kinds: Collection[str], kind: str, *, has_contract: bool) -> bool:
    """Whether a ground may be open to an organisation of this kind. One that put forward no
    contract may yet have one: what rests on a contract stays on its list, with that gap."""
    if relation in NOT_OPEN_TO_ORGANISATIONS or (kinds and kind not in kinds):
        return False
    return relation != Relation.THIRD_PARTY or not has_contract


def pieces_open_to(claim: Claim, user: User) -> tuple[Piece, ...]:
    """All that this person of the claimant's may put forward for an element: of the exhibits of the
    case, those that are files of their own."""
    reading = _Reading(claim)
    shown = Attachment.objects.visible_to(user).filter(
        item__in=[each.item for each in reading.exhibits]
    )
    own = set(shown.values_list("item", flat=True))
    exhibits = (each for each in reading.exhibits if each.item in own)
    return (*reading.losses, *reading.contracts, *exhibits)


class _Reading:
    """One claim, each table read once."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim

    def checklist(self) -> Checklist:
        rows = {row.code: row for row in newest(LegalGround)}
        rows |= {code: choice.ground for code, choice in self.choices.items()}
        told = [(row, self._ground(row)) for row in sorted(rows.values(), key=lambda row: row.rank)]
        kind = self.claim.organisation.kind
        has_contract = bool(self.titles)
        mine = [
            ground.choice is not None
            or concerns(row.relation, row.kinds, kind, has_contract=has_contract)
            for row, ground in told
        ]
        return Checklist(
            tuple(ground for (_row, ground), is_mine in zip(told, mine, strict=True) if is_mine),
            tuple(
                ground for (_row, ground), is_mine in zip(told, mine, strict=True) if not is_mine
            ),
        )

    def _ground(self, row: LegalGround) -> Ground:
        return Ground(
            code=row.code,
            version=row.version,
            name=str(row),
            formerly=row.formerly,
            open_to=row.open_to,
            usual_pieces=row.usual_pieces,
            is_to_confirm=row.certainty == Certainty.TO_CONFIRM,
            citations=tuple(self.citations[code] for code in row.references),
            elements=tuple(self.elements[code] for code in row.elements),
            choice=_choice(self.choices.get(row.code)),
        )

    @cached_property
    def choices(self) -> dict[str, GroundSelection]:
        selected = GroundSelection.objects.in_force().filter(claim=self.claim)
        return {each.code: each for each in selected.select_related("ground", "selected_by")}

    @cached_property
    def citations(self) -> dict[str, Citation]:
        return {row.code: citation_of(row) for row in newest(LegalReference)}

    @cached_property
    def elements(self) -> dict[str, Element]:
        return {
            row.code: Element(row.code, row.version, str(row), self._proving(row))
            for row in newest(ProofElement)
        }

    def _proving(self, row: ProofElement) -> tuple[Piece, ...]:
        by_itself = {FilledBy.LOSSES.value: self.losses, FilledBy.CONTRACTS.value: self.contracts}
        own = self.put_forward.get(row.code, ())
        return tuple(dict.fromkeys((*own, *by_itself.get(row.filled_by, ()))))

    @cached_property
    def put_forward(self) -> dict[str, list[Piece]]:
        """What was withdrawn since from the sheet, the claim or the schedule proves nothing."""
        held = {each.key: each for each in (*self.losses, *self.contracts, *self.exhibits)}
        told: dict[str, list[Piece]] = {}
        for proof in ElementProof.objects.in_force().filter(claim=self.claim):
            if piece := held.get(proof.piece_key):
                told.setdefault(proof.element, []).append(piece)
        return told

    @cached_property
    def titles(self) -> dict[UUID, str]:
        """Of the contracts that the claim puts forward."""
        told = ContractVersion.objects.put_forward_in(self.claim)
        return dict(told.values_list("contract", "title"))

    @cached_property
    def losses(self) -> tuple[Piece, ...]:
        documents = LossDocument.objects.filter(
            line__sheet=self.claim.sheet_id, line__state__in=COUNTED
        ).exclude(item__scan=Scan.INFECTED)
        return tuple(
            _piece(LOSS_DOCUMENT, each.pk, each.item, where=each.line.what)
            for each in documents.select_related("item", "line")
        )

    @cached_property
    def contracts(self) -> tuple[Piece, ...]:
        files = ContractFile.objects.filter(contract__in=self.titles)
        return tuple(
            _piece(CONTRACT_FILE, each.pk, each.item, where=self.titles[each.contract_id])
            for each in files.exclude(item__scan=Scan.INFECTED).select_related("item")
        )

    @cached_property
    def exhibits(self) -> tuple[Piece, ...]:
        rows = Exhibit.objects.exhibited().filter(
            case=self.claim.sheet.case_id, item__in=Item.objects.that_may_leave()
        )
        return tuple(
            _piece(EXHIBIT, each.pk, each.item, where=str(each))
            for each in rows.select_related("item")
        )


def citation_of(row: LegalReference) -> Citation:
    return Citation(
        row.code, row.version, str(row), row.said, row.certainty == Certainty.TO_CONFIRM
    )


def _choice(selection: GroundSelection | None) -> Choice | None:
    if selection is None:
        return None
    return Choice(Place(selection.place), selection.selected_at, str(selection.selected_by))


def _piece(kind: str, pk: int, item: Item, *, where: str) -> Piece:
    return Piece(kind, pk, item.name, where, item.pk, item.sha256)
