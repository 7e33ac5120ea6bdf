"""Everything that the documents of a claim print, as frozen dataclasses.

As for an incident: what is printed is kept first, and rendered from what was kept alone.
"""

from reports.claims.content.amounts import Amount, Head, InterestPart, Loss, Reckoned
from reports.claims.content.dossier import ClaimDossier, Cover, Said, Urgency
from reports.claims.content.facts import CaseFacts, facts_of
from reports.claims.content.letter import Block, BlockKind, Letter, Missing, Notice, ToConfirm
from reports.claims.content.parties import Clause, Contract, Parties, Party
from reports.claims.content.perception import Perceived, PerceptionLine
from reports.claims.content.right import Breach, Element, Flag, Ground, Right

__all__ = [
    "Amount",
    "Block",
    "BlockKind",
    "Breach",
    "CaseFacts",
    "ClaimDossier",
    "Clause",
    "Contract",
    "Cover",
    "Element",
    "Flag",
    "Ground",
    "Head",
    "InterestPart",
    "Letter",
    "Loss",
    "Missing",
    "Notice",
    "Parties",
    "Party",
    "Perceived",
    "PerceptionLine",
    "Reckoned",
    "Right",
    "Said",
    "ToConfirm",
    "Urgency",
    "facts_of",
]
