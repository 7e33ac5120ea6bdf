from cases.claims.models.claim import Claim
from cases.claims.models.ground import (
    LegalGround,
    LegalReference,
    LegalRemark,
    LegalRight,
    ProofElement,
)
from cases.claims.models.line import LossDocument, LossLine, WorkedPeriod
from cases.claims.models.reference import DAGGER, LegalFigure, LegalRate, LossHead, newest
from cases.claims.models.sheet import LossSheet

__all__ = [
    "DAGGER",
    "Claim",
    "LegalFigure",
    "LegalGround",
    "LegalRate",
    "LegalReference",
    "LegalRemark",
    "LegalRight",
    "LossDocument",
    "LossHead",
    "LossLine",
    "LossSheet",
    "ProofElement",
    "WorkedPeriod",
    "newest",
]
