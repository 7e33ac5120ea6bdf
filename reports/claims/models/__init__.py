from reports.claims.models.document import ClaimDocument, DocumentKind
from reports.claims.models.particulars import Particulars
from reports.claims.models.shared import SharedFacts

__all__ = ["ClaimDocument", "DocumentKind", "Particulars", "SharedFacts"]
