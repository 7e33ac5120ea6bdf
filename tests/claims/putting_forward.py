"""How the tests of contracts and grounds make what they stand on."""

from cases.claims import actions
from cases.claims.actions import Terms
from cases.claims.models import Claim, Contract, LegalGround, LossSheet, ProofElement
from cases.claims.vocabulary import ContractKind
from cases.evidence.receiving import Received
from cases.models import Exhibit, Publisher
from cases.vocabulary import Nature
from members.models import User
from tests import factories

SIGNED = Received(b"%PDF-1.7 un contrat", "contrat.pdf", "application/pdf")


def claimed(sheet: LossSheet, number: int = 1) -> Claim:
    return Claim.objects.create(reference=f"DEM-2026-9{number:03}", sheet=sheet)


def terms(title: str = "Contrat de partenaire 2016", **told: object) -> Terms:
    return Terms(kind=ContractKind.PARTNER, title=title, **told)


def contract_of(user: User, publisher: Publisher, **told: object) -> Contract:
    return actions.register_contract(publisher, terms(**told), by=user)


def contract_put_forward(claim: Claim, user: User, **told: object) -> Contract:
    """With a file, on the claim."""
    contract = contract_of(user, claim.case.publisher, **told)
    actions.attach_contract_file(contract, SIGNED, by=user)
    actions.put_contracts_forward(claim, [contract], by=user)
    return contract


def ground(code: str = "contract_breach") -> LegalGround:
    return LegalGround.objects.get(code=code)


def element(code: str) -> ProofElement:
    return ProofElement.objects.get(code=code)


def exhibit_of(claim: Claim, by: User, content: bytes = b"\x89PNG un ecran") -> Exhibit:
    """A file that the first observer of the case handed in, on its schedule."""
    item = factories.handed_in(claim.case, content)
    last = Exhibit.objects.filter(case=claim.case).next_number()
    return Exhibit.objects.create(
        case=claim.case,
        item=item,
        number=last,
        title="Capture de l’écran d’erreur",
        nature=next(iter(Nature)),
        exhibited_by=by,
    )
