from reports.claims.models.document import ClaimDocument, DocumentKind
from reports.claims.models.file import ClaimFile
from reports.claims.models.particulars import Particulars
from reports.claims.models.shared import SharedFacts

__all__ = ["ClaimDocument", "ClaimFile", "DocumentKind", "Particulars", "SharedFacts"]
