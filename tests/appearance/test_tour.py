"""Every page that somebody is shown is on the tour, or is left out for a reason."""

import pytest
from django.urls import resolve

from tests.appearance import tour
from tests.appearance.shown import every_row


def pages() -> set[str]:
    """Those that the table of who reaches what says are shown to somebody."""
    return {row.name for row in every_row() if {"200", "200+"} & set(row.statuses)}


def left_out() -> set[str]:
    return {name for names in tour.LEFT_OUT.values() for name in names.split()}


@pytest.mark.slow
def test_every_page_is_on_the_tour_or_is_left_out_for_a_reason(stops):
    visited = {resolve(stop.url.partition("?")[0]).view_name for stop in stops}
    assert pages() - visited == left_out()


def test_what_is_left_out_for_a_reason_is_left_out_once():
    names = [name for names in tour.LEFT_OUT.values() for name in names.split()]
    assert sorted(names) == sorted(set(names))
