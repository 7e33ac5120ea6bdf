import pytest
from django.urls import reverse

from cases.evidence.models import Entry
from reports import sharing
from reports.links import token_of
from reports.models import CounselLink
from tests import factories
from tests.cast import PASSWORD
from tests.reports import dossiers
from tests.reports.test_dossier_download import asked_again

WHO = "Maître Paul Associé"
SENT = {"recipient": WHO, "hours": "4"}


@pytest.fixture
def dossier(cast):
    case = factories.relayed_case(cast)
    factories.mandate(cast, case)
    return dossiers.ready(cast, case)


@pytest.fixture
def page(dossier):
    return reverse("dossier-share", args=[dossier.pk])


@pytest.fixture
def client(cast, logged_in):
    return asked_again(logged_in(cast.lawyer), cast.lawyer)


def made():
    return list(Entry.objects.filter(verb="dossier.link_made"))


def test_the_lawyer_makes_a_link_and_reads_its_address(cast, dossier, page, client, settings):
    settings.SITE_URL = "https://veille.example.org"
    response = client.post(page, SENT, follow=True)
    link = CounselLink.objects.get()
    assert (link.expires_at - link.made_at).total_seconds() == 4 * 3600
    text = response.content.decode()
    assert f"https://veille.example.org/copie/{token_of(link)}/" in text
    assert WHO in text
    [entry] = made()
    assert entry.actor == cast.lawyer
    assert entry.details == {
        "number": 1,
        "sha256": dossier.sha256,
        "hours": 4,
        "recipient": WHO,
    }


def test_it_asks_once_more_who_they_are_and_keeps_what_was_typed(cast, page, logged_in):
    client = logged_in(cast.lawyer)
    assert client.get(page).status_code == 200
    asked = client.post(page, SENT)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert made() == []
    response = client.post(asked.url, {"password": PASSWORD, "next": page})
    assert response.status_code == 302
    assert response.url == page
    assert CounselLink.objects.get().recipient == WHO


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"recipient": "", "hours": "4"}, "Nommez le confrère"),
        ({"recipient": WHO, "hours": "100"}, "Choisissez une durée de la liste."),
        ({"recipient": WHO}, "Choisissez pendant combien de temps"),
        ({"recipient": "M" * 151, "hours": "4"}, "Restez sous 150 signes"),
        ({"recipient": "   ", "hours": "4"}, "Nommez le confrère"),
    ],
)
def test_what_is_missing_is_named_and_what_was_typed_comes_back(page, client, sent, why):
    response = client.post(page, sent)
    assert response.status_code == 422
    assert why in response.content.decode()
    assert sent["recipient"].strip() in response.content.decode()
    assert made() == []


def test_a_link_taken_back_leaves_its_line_and_no_address(cast, dossier, page, client):
    link = sharing.make_link(dossier, by=cast.lawyer, recipient=WHO, hours=4)
    revoke = reverse("link-revoke", args=[link.pk])
    text = client.post(revoke, follow=True).content.decode()
    assert "Retiré" in text
    assert token_of(link) not in text
    again = client.post(revoke, follow=True).content.decode()
    assert "Ce lien est déjà retiré." in again
    assert Entry.objects.filter(verb="dossier.link_revoked").count() == 1


def test_the_pages_of_the_dossier_tell_who_took_it_by_a_link(cast, dossier, logged_in):
    link = sharing.make_link(dossier, by=cast.lawyer, recipient=WHO, hours=4)
    sharing.use_link(token_of(link), purpose="Relire les heures")[1].close()
    where = reverse("dossier-detail", args=[dossier.pk])
    for who in (cast.lawyer, cast.committee):
        text = logged_in(who).get(where).content.decode()
        assert f"{WHO}, par un lien" in text
        assert "Relire les heures" in text
    factories.actions.grant_mandate(
        dossier.case, lawyer=cast.other_lawyer, by=cast.committee, since=link.made_at.date()
    )
    assert WHO not in logged_in(cast.other_lawyer).get(where).content.decode()


def test_the_link_to_this_page_is_the_lawyer_s_alone(cast, dossier, page, logged_in):
    where = reverse("dossier-detail", args=[dossier.pk])
    assert page in logged_in(cast.lawyer).get(where).content.decode()
    assert page not in logged_in(cast.committee).get(where).content.decode()
