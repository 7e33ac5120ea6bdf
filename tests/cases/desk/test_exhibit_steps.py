"""The schedule of exhibits at the desk: put on it, put in order, withdrawn."""

import pytest
from django.urls import reverse

from cases.evidence.models import Item
from cases.models import Exhibit
from tests import factories
from tests.cases.desk.conftest import goes_to_the_case


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path


@pytest.fixture
def case(cast):
    return factories.case(cast)


def test_a_file_is_put_on_the_schedule(cast, case, take):
    item = factories.handed_in(case, b"un")
    said = {"title": "Courriel de l’éditeur", "nature": "email", "dated_on": "2018-01-09"}
    answer = take(cast.committee, case, "verser-une-piece", item=item.pk, **said)
    assert goes_to_the_case(answer, case, "exhibit.added", cast.committee)
    exhibit = Exhibit.objects.get()
    assert (exhibit.number, exhibit.title, str(exhibit.dated_on)) == (
        1,
        "Courriel de l’éditeur",
        "2018-01-09",
    )


def test_what_lacks_is_asked_for_and_what_was_typed_stays(cast, case, take):
    item = factories.handed_in(case, b"un")
    answer = take(cast.committee, case, "verser-une-piece", origin="support")
    assert answer.status_code == 422
    assert "Choisissez le fichier à verser." in answer.content.decode()
    answer = take(cast.committee, case, "verser-une-piece", item=item.pk, origin="support")
    assert answer.status_code == 422
    for said in ("Donnez à cette pièce un intitulé", "Choisissez la nature", "support"):
        assert said in answer.content.decode()


def test_what_is_left_empty_is_taken_from_the_description_of_the_file(cast, case, take):
    item = factories.handed_in(case, b"un")
    Item.objects.filter(pk=item.pk).update(title="Relevé", nature="copy", author="Support")
    answer = take(cast.committee, case, "verser-une-piece", item=item.pk)
    assert goes_to_the_case(answer, case, "exhibit.added", cast.committee)
    exhibit = Exhibit.objects.get()
    assert (exhibit.title, exhibit.nature, exhibit.origin) == ("Relevé", "copy", "Support")


def test_a_business_secret_is_told_what_goes_in_its_place_and_is_proposed_last(
    cast, case, take, logged_in
):
    secret, whole = (factories.handed_in(case, content) for content in (b"un", b"deux"))
    Item.objects.filter(pk=secret.pk).update(business_secret=True, secret_reason="Nos remises.")
    page = logged_in(cast.committee).get(
        reverse("admin:cases_case_step", args=[case.pk, "verser-une-piece"])
    )
    assert page.context["form"].initial["item"] == whole
    said = {"title": "Un tarif", "nature": "copy"}
    answer = take(cast.committee, case, "verser-une-piece", item=secret.pk, **said)
    assert answer.status_code == 422
    for told in ("joignez à côté de lui une version caviardée", "Un tarif"):
        assert told in answer.content.decode()
    assert not Exhibit.objects.exists()


def test_an_order_is_changed_from_the_one_that_was_read(cast, case, take, logged_in):
    first, second = (factories.exhibit(cast, case, title) for title in "AB")
    order = f"{first.pk},{second.pk}"
    page = logged_in(cast.committee).get(
        reverse("admin:cases_case_step", args=[case.pk, "ordonner-les-pieces"])
    )
    assert order in page.content.decode()
    answer = take(
        cast.committee, case, "ordonner-les-pieces", exhibit=first.pk, to="2", order=order
    )
    assert goes_to_the_case(answer, case, "exhibit.moved", cast.committee)
    late = take(
        cast.second_committee, case, "ordonner-les-pieces", exhibit=second.pk, to="2", order=order
    )
    assert late.status_code == 409
    assert "L’ordre des pièces a changé" in late.content.decode()
    assert f"{second.pk},{first.pk}" in late.content.decode()


def test_a_withdrawal_keeps_its_reason_for_the_association(cast, case, take):
    exhibit = factories.exhibit(cast, case)
    answer = take(
        cast.committee, case, "retirer-une-piece", exhibit=exhibit.pk, reason="Hors sujet."
    )
    assert goes_to_the_case(answer, case, "exhibit.withdrawn", cast.committee)


def test_the_page_of_the_case_shows_the_schedule(cast, case, logged_in):
    factories.exhibit(cast, case, "Courriel de l’éditeur")
    page = logged_in(cast.committee).get(reverse("admin:cases_case_change", args=[case.pk]))
    assert "Pièce n°\u00a01</strong> – Courriel de l’éditeur" in page.content.decode()


@pytest.mark.parametrize(
    ("slug", "why"),
    [
        ("verser-une-piece", "Tous les fichiers remis sur ce cas sont déjà des pièces"),
        ("ordonner-les-pieces", "Il faut deux pièces qui ne figurent encore dans aucun dossier."),
        ("retirer-une-piece", "Aucune pièce n’est au bordereau."),
    ],
)
def test_a_step_that_has_nothing_to_do_says_so(cast, case, logged_in, slug, why):
    page = logged_in(cast.committee).get(reverse("admin:cases_case_step", args=[case.pk, slug]))
    assert why in page.content.decode()
