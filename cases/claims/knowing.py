"""Which pieces of a claim may show when the facts were known."""

from uuid import UUID

from cases.claims.checklist import pieces_open_to
from cases.claims.models import Claim
from cases.evidence.scanning import Scan
from members.models import User


def proofs_open_to(claim: Claim, user: User) -> dict[UUID, str]:
    """By item, as this person names them: the papers of the claim, then its pieces."""
    papers = claim.papers.exclude(item__scan=Scan.INFECTED).select_related("item")
    named = {paper.item_id: f"{paper.item.name} – {paper.get_kind_display()}" for paper in papers}
    for piece in pieces_open_to(claim, user):
        named.setdefault(piece.item, f"{piece.name} – {piece.where}")
    return named
