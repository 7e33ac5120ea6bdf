from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("cases.urls")),
    path("", include("members.urls")),
    path("", include("reports.urls")),
    path("compte/", include("allauth.urls")),
    path("bureau/", admin.site.urls),
    path("api/v1/", include("promesse.api")),
]
