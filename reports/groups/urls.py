from django.urls import path

from reports.groups import views

urlpatterns = [
    path("groupe/<uuid:pk>/", views.group_order_list, name="group-order-list"),
    path("groupe/<uuid:pk>/commander/", views.group_order_request, name="group-order-request"),
    path("groupe/version/<uuid:pk>/", views.group_order_detail, name="group-order-detail"),
    path("groupe/version/<uuid:pk>/pause/", views.group_order_pause, name="group-order-pause"),
    path(
        "groupe/version/<uuid:pk>/reprendre/", views.group_order_resume, name="group-order-resume"
    ),
    path("groupe/version/<uuid:pk>/arreter/", views.group_order_cancel, name="group-order-cancel"),
    path("groupe/version/<uuid:pk>/relancer/", views.group_order_retry, name="group-order-retry"),
    path(
        "groupe/version/<uuid:pk>/telecharger/",
        views.group_order_download,
        name="group-order-download",
    ),
    path(
        "groupe/document/<uuid:pk>/telecharger/",
        views.group_annex_download,
        name="group-annex-download",
    ),
    path("groupe/document/<uuid:pk>/partager/", views.group_annex_share, name="group-annex-share"),
]
