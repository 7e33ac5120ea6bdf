"""The API, assembled: one router, one schema."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from cases.api import CaseViewSet, ObservationViewSet
from members.api import TokenView

router = SimpleRouter()
router.register("observations", ObservationViewSet, basename="api-observation")
router.register("cases", CaseViewSet, basename="api-case")

urlpatterns = [
    path("token/", TokenView.as_view(), name="api-token"),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("", include(router.urls)),
]
