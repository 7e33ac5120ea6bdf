from django.urls import path

from reports import views

urlpatterns = [
    path("dossiers/", views.dossier_list, name="dossier-list"),
    path("dossiers/<uuid:pk>/telecharger/", views.dossier_download, name="dossier-download"),
]
