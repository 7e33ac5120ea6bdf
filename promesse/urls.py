from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import TemplateView

from promesse.dashboard import dashboard
from promesse.styleguide.views import styleguide

admin.site.empty_value_display = "–"
# The desk's log-in is the site's: same limits, same second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("cases.urls")),
    path("", include("cases.claims.urls")),
    path("", include("members.urls")),
    path("", include("reports.urls")),
    path("", include("reports.claims.urls")),
    path("compte/", include("allauth.urls")),
    path("bureau/", admin.site.urls),
    path("api/v1/", include("promesse.api")),
    path("tableau-de-bord/", dashboard, name="dashboard"),
    path(
        "accessibilite/",
        login_not_required(
            TemplateView.as_view(
                template_name="accessibility.html",
                extra_context={"contact": settings.CONTACT_EMAIL},
            )
        ),
        name="accessibility",
    ),
    path("styleguide/", styleguide, name="styleguide"),
]
