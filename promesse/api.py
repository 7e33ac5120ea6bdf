"""The API, assembled: one router, one schema."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
