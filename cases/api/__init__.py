"""The API of the watch: it shapes what the acts take and give, and decides nothing itself."""

from cases.api.cases import CaseViewSet
from cases.api.observations import ObservationViewSet

__all__ = ["CaseViewSet", "ObservationViewSet"]
