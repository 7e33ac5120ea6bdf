import pytest

from cases.actions import revise_observation
from cases.models import Observation
from cases.statement import statement_of
from tests import factories
from tests.cases.pages.flow import Report, photo


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("adherent", 200),
        ("colleague", 200),
        ("other_adherent", 404),
        ("committee", 200),
        ("board", 404),
        ("lawyer", 404),
        ("administrator", 404),
    ],
)
def test_it_is_read_by_those_who_read_the_observation(who, status, cast, logged_in, observation):
    url = f"/observations/{observation.pk}/recu/"
    assert logged_in(getattr(cast, who)).get(url).status_code == status


def test_it_gives_reference_times_digest_and_what_comes_next(cast, logged_in, product):
    report = Report(logged_in(cast.adherent)).begin(product)
    report.answer("recit", camera=photo())
    page = report.client.post(report.url("envoyer"), follow=True).content.decode()
    sent = Observation.objects.get()
    for told in (
        sent.reference,
        "heure de Paris",
        sent.received_at.strftime("%Y-%m-%d %H:%M:%S UTC"),
        sent.current.digest[:16],
        "Ce qui va se passer",
        "Suivre",
        f"/observations/{sent.pk}/modifier/",
        "ecran.png",
    ):
        assert told in page


def test_it_stays_what_was_received_whatever_came_after(cast, logged_in, observation):
    first = observation.current.digest
    said = factories.statement(
        statement_of(observation.current).answers, opinion="Ajouté plus tard"
    )
    revise_observation(observation, said, by=cast.adherent, seen=1)
    page = logged_in(cast.adherent).get(f"/observations/{observation.pk}/recu/").content.decode()
    assert first[:16] in page
    assert "Ajouté plus tard" not in page


def test_the_committee_is_not_invited_to_complete_what_it_reads(cast, logged_in, observation):
    page = logged_in(cast.committee).get(f"/observations/{observation.pk}/recu/").content.decode()
    assert "/modifier/" not in page
