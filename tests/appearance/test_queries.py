"""No page that is looked at asks much of the database, with the demonstration’s data."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.pages import MOST_QUERIES, client_of


@pytest.mark.slow
def test_no_page_of_the_tour_asks_more_than_it_may(stops):
    asked, refused = {}, {}
    for stop in stops:
        client = client_of(stop.login)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(stop.url)
        if response.status_code != 200:
            refused[stop] = response.status_code
        asked[stop.name, stop.login] = len(queries)
    assert refused == {}
    assert asked["home", "adherent"] > 0
    assert {stop: n for stop, n in asked.items() if n > MOST_QUERIES} == {}
