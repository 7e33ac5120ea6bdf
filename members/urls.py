from django.urls import path

from members import views
from members.language import choose_language

urlpatterns = [
    path("langue/", choose_language, name="language"),
    path("invitation/<str:token>/", views.invitation_accept, name="invitation-accept"),
    path("compte/jetons/", views.token_list, name="token-list"),
]
