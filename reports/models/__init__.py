from reports.models.dossier import Dossier, DossierFile
from reports.models.link import MOST_USES, CounselLink, Shared

__all__ = ["MOST_USES", "CounselLink", "Dossier", "DossierFile", "Shared"]
