import pytest

from cases.evidence.models import Entry
from cases.models import Attachment, Draft, Observation
from tests.cases.pages.flow import Report, photo


@pytest.fixture
def report(cast, logged_in, product):
    return Report(logged_in(cast.adherent)).begin(product)


def test_sending_makes_one_observation_and_no_draft_is_left(report, product):
    report.answer("recit", narrative="Écran blanc", camera=photo())
    answer = report.send()
    sent = Observation.objects.get()
    assert answer.headers["Location"] == f"/observations/{sent.pk}/recu/"
    assert (sent.product, sent.source, sent.submission) == (product, "form", report.key)
    assert sent.current.narrative == "Écran blanc"
    attachment = Attachment.objects.get()
    assert (attachment.observation, attachment.draft) == (sent, None)
    assert not Draft.objects.exists()
    told = Entry.objects.get(verb="observation.reported").details
    assert told["files"] == [attachment.item.sha256]


def test_sent_twice_it_is_one_and_both_tabs_land_on_the_receipt(report):
    first, second = report.send(), report.send()
    assert first.headers["Location"] == second.headers["Location"]
    assert Observation.objects.count() == 1


def test_a_link_followed_sends_nothing(report):
    assert report.open("envoyer").headers["Location"] == report.url("verifier")
    assert not Observation.objects.exists()


def test_what_is_missing_is_asked_first(cast, logged_in, product):
    report = Report(logged_in(cast.adherent))
    assert report.send().headers["Location"] == report.url("produit")
    report.answer("produit", product=product.pk)
    assert report.send().headers["Location"] == report.url("constat")
    assert not Observation.objects.exists()
