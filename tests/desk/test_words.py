"""Every page of the desk, for each role: in French entirely."""

import re
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.admin.steps import STEP_PAGES
from cases.admin.triage import TRIAGE_ACTS
from cases.evidence.models import Entry
from cases.models import Case, Mandate, Observation, Product, Publisher
from members.models import Membership, Organisation, User
from reports.models import Dossier
from tests import factories
from tests.cast import Cast, LogIn
from tests.desk.reading import read
from tests.reports import dossiers

ENGLISH = re.compile(
    r"\b(granted|ended|invited|accepted|revoked|created|updated|requested|by|add|change|save|search"
    r"|type to|filters?|home|history|delete|view|log (?:out|in)|select|all|run|loading|welcome"
    r"|administration of|today|now|theme|light|dark|system|back|next|previous|close|submit|reset"
    r"|show|unknown|results?|yes|go|choose|upload|file to|recent|actions?|apply|toggle|sidebar"
    r"|(?:none)+|object|user|field|required|please|the|this|your|you|with|from|and|not|is|has|been|was)\b",
    re.IGNORECASE,
)
# French words that English has too.
FRENCH_TOO = {"action", "actions", "système", "object"}
# Who reads all or some of what an ordinary member of the committee reads, and little more.
AND_IN_FULL = ["chair", "board", "administrator"]


@pytest.fixture
def desk(cast: Cast) -> Cast:
    """One row at least of everything that the desk shows."""
    case = factories.relayed_case(cast)
    factories.mandate(cast, case)
    observation = factories.observation(cast.adherent)
    actions.ask_observers([observation], by=cast.committee, text="Depuis quand ?")
    factories.case(cast)
    dossiers.ready(cast)
    dossiers.failed(cast)
    return cast


def test_what_was_changed_in_the_catalogue_is_told_in_french(cast: Cast, logged_in: LogIn) -> None:
    client = logged_in(cast.committee)
    product = factories.product()
    page = reverse("admin:cases_product_change", args=[product.pk])
    sent = {"publisher": product.publisher_id, "name": "Compta Deux", "key": product.key}
    assert client.post(page, {**sent, "delivery": product.delivery}).status_code == 302
    history = reverse("admin:cases_product_history", args=[product.pk])
    assert "Nom" in " ".join(read(client.get(history).text))
    assert english_on(client, history) == set()


def pages_of(model: type[Model]) -> Iterator[str]:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    yield reverse(f"{name}_changelist")
    yield reverse(f"{name}_changelist") + "?q=zzzz"
    yield reverse(f"{name}_add")
    first = model._default_manager.first()
    if first is not None:
        yield reverse(f"{name}_change", args=[first.pk])
        yield reverse(f"{name}_history", args=[first.pk])


def pages_of_our_own() -> Iterator[str]:
    for case in Case.objects.all():
        yield reverse("admin:cases_case_change", args=[case.pk])
        yield reverse("admin:reports_dossier_request", args=[case.pk])
        for slug in STEP_PAGES:
            yield reverse("admin:cases_case_step", args=[case.pk, slug])
    observation = Observation.objects.latest("received_at")
    for slug in TRIAGE_ACTS:
        yield reverse("admin:cases_observation_act", args=[slug]) + f"?o={observation.pk}"
    for dossier in Dossier.objects.all():
        yield reverse("admin:reports_dossier_change", args=[dossier.pk])


def every_page() -> list[str]:
    return [
        reverse("admin:index"),
        reverse("admin:app_list", args=["cases"]),
        reverse("admin:app_list", args=["members"]),
        *(url for model in admin.site._registry for url in pages_of(model)),
        *pages_of_our_own(),
        "/bureau/cases/observation/importer",
        "/bureau/members/membership/1/mettre-fin",
        "/bureau/nulle-part/",
    ]


def english_on(client: Client, url: str) -> set[str]:
    page = client.get(url, follow=True)
    said = " \n".join(read(page.text))
    return {
        match[0].lower() for match in ENGLISH.finditer(said) if match[0].lower() not in FRENCH_TOO
    }


@pytest.mark.parametrize(
    "who",
    ["committee", *(pytest.param(who, marks=pytest.mark.slow) for who in AND_IN_FULL)],
)
def test_no_page_of_the_desk_says_a_word_of_english(desk: Cast, logged_in: LogIn, who: str) -> None:
    client = logged_in(getattr(desk, who))
    found = {url: words for url in every_page() if (words := english_on(client, url))}
    assert found == {}


def test_the_reader_finds_a_word_where_there_is_one() -> None:
    icon = '<span class="material-symbols-outlined">add</span>'
    page = f'<p title="View site">Bonjour<script>Save</script></p>{icon}'
    assert read(page) == ["View site", "Bonjour"]
    assert ENGLISH.search(" ".join(read(page)))


@pytest.mark.parametrize(
    "model", [Case, Mandate, Observation, Product, Publisher, Entry, Membership, Organisation, User]
)
def test_each_list_has_a_sentence_for_when_it_is_empty(model: type[Model]) -> None:
    assert str(admin.site._registry[model].nothing_yet).endswith(".")
