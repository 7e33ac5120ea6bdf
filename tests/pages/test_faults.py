"""The pages shown when something fails need nothing that may have failed."""

import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize("page", ["403.html", "403_csrf.html", "404.html", "429.html", "500.html"])
def test_a_fault_is_told_without_a_person_or_a_request(page):
    told = render_to_string(page)
    assert "<h1>" in told
    assert "PROMESSE</title>" in told


def test_the_page_of_a_breakdown_asks_nobody_to_log_in():
    assert "Se connecter" not in render_to_string("500.html")
