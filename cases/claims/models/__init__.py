from cases.claims.models.reference import DAGGER, LegalFigure, LegalRate, LossHead

__all__ = ["DAGGER", "LegalFigure", "LegalRate", "LossHead"]
