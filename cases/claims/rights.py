"""The rights of who depends on a publisher: four of the end user's, and one more of the partner's.

For a claim, each with where it stands: the clauses that write it, and the grounds that carry it.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.claims.checklist import Checklist, Ground
from cases.claims.models import Claim, ContractVersion, LegalRight, newest
from cases.claims.vocabulary import Certainty
from cases.criteria import CRITERIA
from members.kinds import OrganisationKind
from members.typography import number

END_USER = OrganisationKind.END_USER
PARTNER = OrganisationKind.RESELLER


@dataclass(frozen=True)
class Clause:
    """What a contract writes of a right, in the contract's words."""

    label: str
    text: str
    contract: str


@dataclass(frozen=True)
class Right:
    code: str
    version: int
    name: str
    said: str
    is_to_confirm: bool
    clauses: tuple[Clause, ...]
    # Where it could be written and is not, by the name of the clause.
    unwritten: tuple[str, ...]
    grounds: tuple[Ground, ...]
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class Holding:
    """A line of the matrix: who holds a right."""

    name: str
    said: str
    end_user: bool
    partner: bool


def rights_matrix() -> tuple[Holding, ...]:
    return tuple(
        Holding(str(row), row.said, _is_held(row, END_USER), _is_held(row, PARTNER))
        for row in newest(LegalRight)
    )


def right_names(kind: str) -> tuple[str, ...]:
    """Of those that an organisation of this kind holds."""
    return tuple(str(row) for row in newest(LegalRight) if _is_held(row, kind))


def rights_of(claim: Claim, checklist: Checklist) -> tuple[Right, ...]:
    """Those of the claimant's kind, for the claimant and their lawyer."""
    kind = claim.organisation.kind
    contracts = list(ContractVersion.objects.put_forward_in(claim))
    rows = (row for row in newest(LegalRight) if _is_held(row, kind))
    return tuple(_right(row, contracts, checklist) for row in rows)


def _is_held(row: LegalRight, kind: str) -> bool:
    return not row.kinds or kind in row.kinds


def _right(row: LegalRight, contracts: list[ContractVersion], checklist: Checklist) -> Right:
    clauses = tuple(
        Clause(_label(field), written, contract.title)
        for field in row.clauses
        for contract in contracts
        if (written := _written(contract, field))
    )
    found = {clause.label for clause in clauses}
    return Right(
        code=row.code,
        version=row.version,
        name=str(row),
        said=row.said,
        is_to_confirm=row.certainty == Certainty.TO_CONFIRM,
        clauses=clauses,
        unwritten=tuple(_label(field) for field in row.clauses if _label(field) not in found),
        grounds=tuple(each for each in checklist.grounds if each.code in row.grounds),
        criteria=tuple(str(each.wording) for each in CRITERIA if each.code in row.criteria),
    )


def _label(field: str) -> str:
    return str(ContractVersion._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def _written(contract: ContractVersion, field: str) -> str:
    value = getattr(contract, field)
    if field == "sla_percent" and value is not None:
        return _("%(percent)s\u00a0%%") % {"percent": number(value)}
    return value or ""
