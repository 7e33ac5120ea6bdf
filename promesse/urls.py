from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from promesse.dashboard import dashboard
from promesse.styleguide.views import styleguide

admin.site.empty_value_display = "–"
# The desk's log-in is the site's: same limits, same second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("cases.urls")),
    path("", include("members.urls")),
    path("", include("reports.urls")),
    path("compte/", include("allauth.urls")),
    path("bureau/", admin.site.urls),
    path("api/v1/", include("promesse.api")),
    path("tableau-de-bord/", dashboard, name="dashboard"),
    path("styleguide/", styleguide, name="styleguide"),
]
