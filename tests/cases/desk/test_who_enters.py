"""The desk is the committee's: nobody else reads a case or an observation there."""

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from cases.admin.step_differences import SeenCase
from cases.evidence.models import Entry
from cases.models import Case, Mandate, Observation, Product, Publisher
from tests import factories

LISTS = [
    "admin:cases_observation_changelist",
    "admin:cases_case_changelist",
    "admin:cases_publisher_changelist",
    "admin:cases_product_changelist",
    "admin:cases_mandate_changelist",
    "admin:evidence_entry_changelist",
    "admin:cases_observation_import_file",
]
# What django-unfold, or Django, says when a translation is missing.
ENGLISH = ["Type to search", ">Run<", "Apply Filters", "Reset filters", "Select all", "No results"]


@pytest.fixture
def pages(cast) -> list[str]:
    case = factories.case(cast)
    chosen = case.observations.first()
    act = reverse("admin:cases_observation_act", args=["ecarter"])
    return [
        *(reverse(name) for name in LISTS),
        reverse("admin:cases_case_change", args=[case.pk]),
        reverse("admin:cases_case_step", args=[case.pk, "verifier"]),
        reverse("admin:cases_observation_change", args=[chosen.pk]),
        f"{act}?o={chosen.pk}",
    ]


def test_the_committee_reads_every_page_in_french(cast, logged_in, pages):
    client = logged_in(cast.committee)
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert [words for words in ENGLISH if words in answer.content.decode()] == [], page


@pytest.mark.parametrize("who", ["board", "administrator"])
def test_who_manages_people_is_refused_every_page(cast, logged_in, pages, who):
    client = logged_in(getattr(cast, who))
    assert {client.get(page).status_code for page in pages} == {403}


@pytest.mark.parametrize("who", ["adherent", "lawyer", "stranger"])
def test_nobody_else_gets_past_the_door(cast, logged_in, pages, who):
    client = logged_in(getattr(cast, who))
    statuses = {client.get(page).status_code for page in pages}
    assert statuses <= {302, 403}


@pytest.mark.parametrize("who", ["board", "administrator", "adherent", "lawyer"])
def test_a_step_posted_by_an_outsider_changes_nothing(cast, logged_in, who):
    case = factories.case(cast)
    url = reverse("admin:cases_case_step", args=[case.pk, "classer"])
    answer = logged_in(getattr(cast, who)).post(
        url, {"seen": str(SeenCase.of(case)), "reason": "Non."}
    )
    assert answer.status_code in (302, 403)
    assert Case.objects.get().state == "reported"


@pytest.mark.parametrize("model", [Case, Observation, Mandate, Publisher, Product, Entry])
def test_nothing_is_deleted_at_the_desk(cast, model):
    request = RequestFactory().get("/bureau/")
    request.user = cast.committee
    desk = admin.site.get_model_admin(model)
    assert not desk.has_delete_permission(request)
    assert "delete_selected" not in desk.get_actions(request)


@pytest.mark.parametrize(("name", "added"), [("publisher", Publisher), ("product", Product)])
def test_the_committee_keeps_publishers_and_products(cast, logged_in, name, added):
    publisher = factories.publisher()
    said = {"name": "Nouveau", "key": "nouveau", "publisher": publisher.pk, "delivery": "saas"}
    answer = logged_in(cast.committee).post(reverse(f"admin:cases_{name}_add"), said)
    assert answer.status_code == 302
    assert added.objects.filter(key="nouveau").exists()
