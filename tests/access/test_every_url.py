"""A URL that stands in no table fails here."""

from django.contrib import admin

from tests.access.every_row import every_row
from tests.urls import names

DESK_PAGES = ("changelist", "add", "change", "delete", "history")
FORMS = ("changelist", "add", "change", "delete")


def asked(method: str) -> set[str]:
    return {row.name for row in every_row() if row.method == method}


def pages_of_the_desk(*pages: str) -> set[str]:
    kinds = [model._meta for model in admin.site._registry]
    return {f"admin:{kind.app_label}_{kind.model_name}_{page}" for kind in kinds for page in pages}


def test_every_url_of_the_product_is_in_a_row():
    assert names() == asked("get") | asked("post")


def test_every_url_of_the_product_is_sent_a_form_too():
    assert names() - asked("post") == set()


def test_every_kind_of_row_at_the_desk_has_each_page_asked_for_and_each_form_sent():
    assert pages_of_the_desk(*DESK_PAGES) - asked("get") == set()
    assert pages_of_the_desk(*FORMS) - asked("post") == set()


def test_no_line_is_written_twice():
    lines = [str(row) for row in every_row()]
    assert sorted(lines) == sorted(set(lines))
