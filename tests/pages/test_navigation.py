"""The menu offers what the roles in force allow, and nothing that would answer 403."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation
from lxml import html

MEMBER = [
    "Signaler un incident",
    "Mes observations",
    "Mes demandes",
    "Incidents relayés",
    "Comparer",
]
# Committee members find it under « Mes demandes »: their menu is full.
TO_MEMBERS = [*MEMBER[:3], "Agir ensemble", *MEMBER[3:]]
OFFERED = {
    "adherent": TO_MEMBERS,
    "committee": [*MEMBER, "Dossiers", "Trier", "Tableau de bord", "Bureau de la commission"],
    "board": ["Incidents relayés", "Comparer", "Administration"],
    "lawyer": ["Incidents relayés", "Comparer", "Mes dossiers", "Groupes"],
    "administrator": ["Administration"],
    "stranger": [],
}


def menu(user: object, path: str = "/") -> html.HtmlElement:
    request = RequestFactory().get(path)
    request.user, request.resolver_match = user, resolve(path)
    return html.fromstring("<div>" + render_to_string("components/navigation.html", {}, request))


@pytest.mark.parametrize("who", OFFERED)
def test_the_menu_follows_from_the_roles(cast, who):
    first_list = menu(getattr(cast, who)).find(".//ul")
    assert [link.text for link in first_list.iterfind(".//a")] == OFFERED[who]


def test_the_page_in_view_is_marked_and_no_other(cast):
    for path, marked in (("/comparer/", ["Comparer"]), ("/", []), ("/demandes/", ["Mes demandes"])):
        root = menu(cast.adherent, path)
        assert [link.text for link in root.iterfind(".//a[@aria-current]")] == marked


def test_the_menu_that_is_kept_is_of_the_functions_and_of_the_language(cast):
    assert menu(cast.adherent).find(".//ul//a").text == "Signaler un incident"
    with translation.override("en"):
        assert menu(cast.adherent).find(".//ul//a").text == "Report an incident"
    cast.adherent.organisation = None
    assert menu(cast.adherent).find(".//ul//a").text == "Incidents relayés"


def test_leaving_is_a_post_protected_against_forgery(cast):
    form = menu(cast.adherent).find(".//form")
    assert form.get("method") == "post"
    assert form.find("input[@name='csrfmiddlewaretoken']") is not None


def test_who_is_not_logged_in_is_only_offered_to_be(cast):
    assert [link.text for link in menu(AnonymousUser()).iterfind(".//a")] == ["Se connecter"]
