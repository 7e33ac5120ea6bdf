import pytest

from cases.models import Draft, Observation
from tests.cases.pages.flow import Report

URL = "/signaler/"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("adherent", 200),
        ("committee", 200),
        ("board", 403),
        ("lawyer", 403),
        ("administrator", 403),
        ("stranger", 302),
    ],
)
def test_only_organisations_report(who, status, cast, logged_in):
    assert logged_in(getattr(cast, who)).get(URL).status_code == status


def test_the_first_question_is_there_at_once_and_nothing_is_kept_yet(cast, logged_in, product):
    page = logged_in(cast.adherent).get(URL).content.decode()
    for words in ("Quel produit pose problème", "Question 1 sur 6", "EBP Compta"):
        assert words in page
    assert "Envoyer tout de suite" not in page
    assert not Draft.objects.exists()


def test_a_draft_is_offered_again_with_its_hour(cast, logged_in, product):
    report = Report(logged_in(cast.adherent)).begin(product)
    page = report.client.get(URL).content.decode()
    for words in ("Vous avez un brouillon", "EBP Compta", "Connexion impossible", "30 jours"):
        assert words in page
    for way in (report.url("verifier"), report.url("supprimer")):
        assert way in page


def test_another_report_can_be_started_beside_a_draft(cast, logged_in, product):
    report = Report(logged_in(cast.adherent)).begin(product)
    new = report.client.get(URL).context["new"]
    assert new != report.key
    assert Report(report.client, new).open("produit").status_code == 200
    assert Draft.objects.get().pk == report.key


def test_the_draft_of_someone_else_is_not_offered(cast, logged_in, product):
    Report(logged_in(cast.colleague)).begin(product)
    assert "brouillon" not in logged_in(cast.adherent).get(URL).context
    assert "Quel produit" in logged_in(cast.adherent).get(URL).content.decode()


def test_what_was_sent_is_no_draft_any_more(cast, logged_in, product):
    report = Report(logged_in(cast.adherent)).begin(product)
    report.send()
    assert "Quel produit" in report.client.get(URL).content.decode()
    assert Observation.objects.count() == 1
