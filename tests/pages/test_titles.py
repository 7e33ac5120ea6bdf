"""The title that the committee gave to a case is set in French like the page's own words."""

import pytest
from django.urls import reverse

from cases.models import Case
from tests import factories
from tests.reports import dossiers


@pytest.fixture
def titled(cast) -> Case:
    case = factories.relayed_case(cast)
    dossiers.ready(cast, case)
    Case.objects.update(title="Sage : connexion impossible")
    return case


@pytest.mark.parametrize("name", ["home", "case-list", "case-detail", "comparison", "dossier-list"])
def test_the_title_of_a_case_does_not_leave_its_colon_to_the_next_line(
    name, titled, cast, logged_in
):
    client = logged_in(cast.committee)
    told = {"cas": titled.pk} if name == "comparison" else {}
    page = client.get(reverse(name, args=[titled.pk] if name == "case-detail" else []), told).text
    assert "Sage\u00a0: connexion impossible</" in page
