from reports.claims.models.particulars import Particulars
from reports.claims.models.shared import SharedFacts

__all__ = ["Particulars", "SharedFacts"]
