"""A session that ends in the middle of a form: log in, and find what was typed."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client

from cases import actions
from cases.actions import ask_observers
from cases.models import Draft, Observation
from tests import factories
from tests.cases.pages.flow import Report
from tests.cast import PASSWORD


@pytest.fixture
def report(cast, product):
    client = Client()
    log_in(client, cast.adherent)
    return Report(client).begin(product)


def log_in(client, person, to=""):
    sent = {"login": person.email, "password": PASSWORD, "next": to}
    return client.post("/compte/login/", sent)


@pytest.fixture(autouse=True)
def confirmed(cast):
    for person in (cast.adherent, cast.other_adherent):
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)


def served(report, step="recit"):
    return report.open(step).context["page_token"]


def test_the_text_is_back_after_logging_in(cast, report):
    page = served(report)
    Session.objects.all().delete()
    away = report.answer("recit", narrative="Un long récit", opinion="Encore", page=page)
    assert away.status_code == 302
    assert away.headers["Location"].startswith("/compte/login/?next=/signaler/")
    assert "narrative" not in Draft.objects.get().answers
    back = log_in(report.client, cast.adherent, to=report.url("recit"))
    assert back.headers["Location"] == report.url("recit")
    shown = report.open("recit")
    for words in ("Un long récit", "Encore", "Votre session était finie"):
        assert words in shown.content.decode()
    assert "Un long récit" not in report.open("recit").content.decode()


def test_sending_at_once_from_an_ended_session_sends_nothing_by_itself(cast, report):
    page = served(report)
    Session.objects.all().delete()
    report.answer("recit", narrative="Un long récit", page=page, envoyer="1")
    log_in(report.client, cast.adherent)
    assert "Un long récit" in report.open("recit").content.decode()
    assert not Observation.objects.exists()


def test_someone_else_who_logs_in_there_does_not_read_it(cast, report):
    page = served(report)
    Session.objects.all().delete()
    report.answer("recit", narrative="Un long récit", page=page)
    log_in(report.client, cast.other_adherent)
    answer = report.open("recit")
    assert "Un long récit" not in answer.content.decode()


@pytest.mark.parametrize("page", ["", "faux", "1:abc"])
def test_who_was_never_served_the_page_leaves_nothing_behind(page, report):
    Session.objects.all().delete()
    assert report.answer("recit", narrative="x", page=page).status_code == 302
    assert not Session.objects.exists()


def test_more_text_than_a_page_holds_is_not_kept(report):
    page = served(report)
    Session.objects.all().delete()
    report.answer("recit", narrative="x" * 400_000, page=page)
    assert not Session.objects.exists()


def test_a_correction_is_back_too(cast, report, observation):
    url = f"/observations/{observation.pk}/modifier/recit/"
    page = report.client.get(url).context["page_token"]
    Session.objects.all().delete()
    sent = {"page": page, "seen": "1", "reason": "Mieux regardé", "narrative": "Un long récit"}
    assert report.client.post(url, sent).headers["Location"].startswith("/compte/login/")
    log_in(report.client, cast.adherent)
    shown = report.client.get(url).content.decode()
    for words in ("Un long récit", "Mieux regardé", "Votre session était finie"):
        assert words in shown
    assert observation.versions.count() == 1


def test_an_answer_to_the_committee_is_back_too(cast, report, observation):
    [question] = ask_observers([observation], by=cast.committee, text="Depuis quand ?")
    detail = f"/observations/{observation.pk}/"
    url = f"{detail}questions/{question.pk}/"
    page = report.client.get(detail).context["page_token"]
    Session.objects.all().delete()
    report.client.post(url, {"page": page, "answer": "Depuis neuf heures."})
    log_in(report.client, cast.adherent)
    assert "Depuis neuf heures." in report.client.get(url).content.decode()
    assert report.client.get(url).headers["Location"] == detail
    question.refresh_from_db()
    assert question.answer == ""


def test_the_reason_of_a_withdrawal_is_back_too(cast, report, observation):
    url = f"/observations/{observation.pk}/retirer/"
    page = report.client.get(url).context["page_token"]
    Session.objects.all().delete()
    sent = report.client.post(url, {"page": page, "reason": "Panne de notre réseau."})
    assert sent.headers["Location"].startswith("/compte/login/")
    log_in(report.client, cast.adherent)
    assert "Panne de notre réseau." in report.client.get(url).text
    assert Observation.objects.get(pk=observation.pk).state == "received"


def ended_at_the_desk(logged_in, person, url, **typed) -> str:
    """What the page shows once this person is back from the log-in that its form led to."""
    client = logged_in(person)
    served = client.get(url).context
    Session.objects.all().delete()
    hidden = {"page": served["page_token"], "seen": str(served.get("seen", ""))}
    away = client.post(url, {**hidden, **typed})
    assert away.headers["Location"].startswith("/compte/login/?next=/bureau/")
    client.force_login(person, backend="members.backends.MembershipBackend")
    return client.get(url).text


def test_a_verdict_is_back_too(cast, logged_in, observation):
    case = factories.case(cast)
    url = f"/bureau/cases/case/{case.pk}/etape/verifier/"
    shown = ended_at_the_desk(logged_in, cast.second_committee, url, grounds="Trois le disent.")
    for words in ("Trois le disent.", "Votre session était finie"):
        assert words in shown
    assert "data-difference" not in shown
    assert case.verifications.count() == 0


def test_a_verdict_comes_back_under_what_changed_meanwhile(cast, logged_in):
    case = factories.case(cast)
    url = f"/bureau/cases/case/{case.pk}/etape/classer/"
    client = logged_in(cast.second_committee)
    served = client.get(url).context
    Session.objects.all().delete()
    typed = {"page": served["page_token"], "seen": str(served["seen"]), "reason": "Notre réseau."}
    client.post(url, typed)
    leaving = case.observations.first()
    actions.detach_observation(leaving, by=cast.committee, reason="Autre panne.")
    client.force_login(cast.second_committee, backend="members.backends.MembershipBackend")
    shown = client.get(url).text
    assert "Notre réseau." in shown
    assert "data-difference" in shown


def test_a_question_of_the_desk_is_back_too(cast, logged_in, observation):
    url = f"/bureau/cases/observation/acte/interroger/?o={observation.pk}"
    shown = ended_at_the_desk(logged_in, cast.committee, url, o=observation.pk, text="Vu où ?")
    assert "Vu où ?" in shown
    assert observation.questions.count() == 0
