from cases.claims.models.argument import (
    ElementProof,
    GroundSelection,
)
from cases.claims.models.claim import (
    Claim,
)
from cases.claims.models.cohort import (
    Cohort,
    CohortCase,
    CohortDeclaration,
    CohortMember,
    IndividualCase,
)
from cases.claims.models.contract import (
    Contract,
    ContractFile,
    ContractTie,
    ContractVersion,
)
from cases.claims.models.course import (
    ClaimMail,
    ClaimPaper,
    FormalNotice,
    LimitationEvent,
    Offer,
    Payment,
    Reply,
)
from cases.claims.models.estimate import (
    CohortEstimate,
)
from cases.claims.models.ground import (
    LegalGround,
    LegalReference,
    LegalRemark,
    LegalRight,
    ProofElement,
)
from cases.claims.models.known import Knowledge, known_facts
from cases.claims.models.line import (
    LossDocument,
    LossLine,
    WorkedPeriod,
)
from cases.claims.models.opt_in import (
    OptIn,
)
from cases.claims.models.perception import Perception
from cases.claims.models.profile import (
    AssociationProfile,
)
from cases.claims.models.reference import (
    LegalFigure,
    LegalRate,
    LossHead,
)
from cases.claims.models.reference_fields import DAGGER, newest
from cases.claims.models.route import (
    CollectiveRoute,
    CourtJurisdiction,
    MandateText,
)
from cases.claims.models.sentence import (
    LegalSentence,
)
from cases.claims.models.sheet import (
    LossSheet,
)
from cases.claims.models.switching import SwitchingFile

__all__ = [
    "DAGGER",
    "AssociationProfile",
    "Claim",
    "ClaimMail",
    "ClaimPaper",
    "Cohort",
    "CohortCase",
    "CohortDeclaration",
    "CohortEstimate",
    "CohortMember",
    "CollectiveRoute",
    "Contract",
    "ContractFile",
    "ContractTie",
    "ContractVersion",
    "CourtJurisdiction",
    "ElementProof",
    "FormalNotice",
    "GroundSelection",
    "IndividualCase",
    "Knowledge",
    "LegalFigure",
    "LegalGround",
    "LegalRate",
    "LegalReference",
    "LegalRemark",
    "LegalRight",
    "LegalSentence",
    "LimitationEvent",
    "LossDocument",
    "LossHead",
    "LossLine",
    "LossSheet",
    "MandateText",
    "Offer",
    "OptIn",
    "Payment",
    "Perception",
    "ProofElement",
    "Reply",
    "SwitchingFile",
    "WorkedPeriod",
    "known_facts",
    "newest",
]
