"""No page that is looked at asks much of the database, with the demonstration’s data."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.pages import MOST_QUERIES, client_of
from reports import demonstration
from reports.models import Dossier
from reports.states import DossierState, Stage
from tests.appearance import morning, tour


@pytest.fixture
def stops(db, settings, tmp_path):
    settings.DEMO = True
    settings.PROMESSE_HOME = tmp_path
    demonstration.load()
    # No worker here: what it would have made is not what is counted.
    Dossier.objects.update(
        state=DossierState.READY,
        stage=Stage.DONE,
        ready_at=timezone.now(),
        size=1,
        sha256="0" * 64,
    )
    return tour.stops(morning.fill())


@pytest.mark.slow
def test_no_page_of_the_tour_asks_more_than_it_may(stops):
    asked = {}
    for stop in stops:
        client = client_of(stop.login)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(stop.url)
        assert response.status_code == 200, stop
        asked[stop.name, stop.login] = len(queries)
    assert asked["home", "adherent"] > 0
    assert {stop: n for stop, n in asked.items() if n > MOST_QUERIES} == {}
