"""An address of the desk with a key that no row can have is not found; it breaks nothing."""

from urllib.parse import quote

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.cast import Cast

# A number where a UUID is awaited, and the other way round; too long; what no database takes.
WRONG = ("x", "404", "1e3", "-1", "9" * 30, "00000000-0000-4000-8000-000000000000", "a/b", "\0")
DESKS = admin.site._registry


def pages_of(desk: admin.ModelAdmin) -> list[str]:
    """What is asked of one row: the admin's pages, and our own acts."""
    routes = [str(url.pattern) for url in desk.get_urls()]
    ours = [route for route in routes if route.startswith("<") and not route.endswith(">/")]
    return sorted({route.partition(">/")[2] for route in ours})


@pytest.mark.slow
@pytest.mark.parametrize("model", sorted(DESKS, key=str), ids=lambda model: model.__name__)
def test_a_wrong_key_is_not_found_or_sent_back(cast: Cast, logged_in, model) -> None:
    kind = model._meta
    who = cast.administrator if kind.app_label == "members" else cast.committee
    client = logged_in(who)
    client.raise_request_exception = False
    home = f"{reverse('admin:index')}{kind.app_label}/{kind.model_name}/"
    broken = []
    for page in pages_of(DESKS[model]):
        for key in WRONG:
            address = f"{home}{quote(key)}/{page.replace('<slug:slug>', 'classer')}"
            statuses = [getattr(client, method)(address).status_code for method in ("get", "post")]
            if not set(statuses) <= {302, 403, 404}:
                broken.append((address, statuses))
    assert broken == []
