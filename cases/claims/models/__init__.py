from cases.claims.models.claim import Claim
from cases.claims.models.line import LossDocument, LossLine, WorkedPeriod
from cases.claims.models.reference import DAGGER, LegalFigure, LegalRate, LossHead
from cases.claims.models.sheet import LossSheet

__all__ = [
    "DAGGER",
    "Claim",
    "LegalFigure",
    "LegalRate",
    "LossDocument",
    "LossHead",
    "LossLine",
    "LossSheet",
    "WorkedPeriod",
]
