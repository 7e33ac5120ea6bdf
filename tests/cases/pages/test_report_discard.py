from cases.evidence.models import Item
from cases.models import Draft
from tests.cases.pages.flow import Report, photo


def test_a_draft_is_deleted_with_its_photos(cast, logged_in, product):
    report = Report(logged_in(cast.adherent)).begin(product)
    report.answer("recit", camera=photo())
    answer = report.client.post(report.url("supprimer"), follow=True)
    assert answer.redirect_chain == [("/signaler/", 302)]
    assert "Brouillon supprimé" in answer.content.decode()
    assert not Draft.objects.exists()
    assert not Item.objects.exists()


def test_twice_is_once(cast, logged_in, product):
    report = Report(logged_in(cast.adherent)).begin(product)
    for _ in range(2):
        assert report.client.post(report.url("supprimer")).status_code == 302


def test_no_one_else_deletes_it_and_a_link_does_not(cast, logged_in, product):
    report = Report(logged_in(cast.adherent)).begin(product)
    assert logged_in(cast.colleague).post(report.url("supprimer")).status_code == 404
    assert report.client.get(report.url("supprimer")).status_code == 405
    assert Draft.objects.exists()
