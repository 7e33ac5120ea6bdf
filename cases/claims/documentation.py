"""What a claim rests on, and what it still lacks, before counsel holds it documented."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from cases.claims.models import Claim, ContractTie, GroundSelection, LossDocument, LossLine
from cases.claims.vocabulary import Relation
from cases.evidence.scanning import Scan


def rests_on_a_ground(claim: Claim) -> bool:
    return GroundSelection.objects.in_force().filter(claim=claim).exists()


def pieces_lacking(claim: Claim) -> Iterator[str]:
    """What is claimed with nothing to show for it."""
    for line in unproved_lines(claim):
        yield _("un justificatif de « %(what)s »") % {"what": line.what}
    if _rests_on_a_contract(claim) and not _puts_a_contract_forward(claim):
        yield _("le contrat sur lequel repose un fondement retenu")


def unproved_lines(claim: Claim) -> QuerySet[LossLine]:
    proofs = LossDocument.objects.filter(line=OuterRef("pk"), item__erased_at=None)
    proved = Exists(proofs.exclude(item__scan=Scan.INFECTED))
    return claim.sheet.lines.counted().exclude(proved)


def _rests_on_a_contract(claim: Claim) -> bool:
    chosen = GroundSelection.objects.in_force().filter(claim=claim)
    return chosen.filter(ground__relation=Relation.CONTRACT).exists()


def _puts_a_contract_forward(claim: Claim) -> bool:
    return ContractTie.objects.in_force().filter(claim=claim).exists()
