"""Every link of the desk, followed by each role that enters it: each opens a page."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from lxml.html import fromstring

from cases import actions
from tests import factories
from tests.cast import Cast, LogIn
from tests.reports import dossiers

START = "/bureau/"
# What is downloaded is no page, and how a list is narrowed makes no other page.
NOT_FOLLOWED = ("/static/", "/media/", "/bureau/logout/")


@pytest.fixture
def desk(cast: Cast) -> Cast:
    """One row at least of everything that the desk shows."""
    case = factories.relayed_case(cast)
    factories.mandate(cast, case)
    observation = factories.observation(cast.adherent)
    actions.ask_observers([observation], by=cast.committee, text="Depuis quand ?")
    dossiers.ready(cast)
    dossiers.failed(cast)
    return cast


def links(page: str, url: str) -> Iterator[str]:
    for href in fromstring(page).xpath("//a/@href"):
        target = urlsplit(urljoin(url, href))
        inside = target.netloc == "" and target.path.startswith("/")
        if inside and not target.path.startswith(NOT_FOLLOWED):
            yield target.path + (f"?{target.query}" if "o=" in target.query else "")


def walked(client: Client) -> dict[str, tuple[int, str]]:
    """Each address once: its status, and the page that led there. Outside the desk, no further."""
    found: dict[str, tuple[int, str]] = {}
    waiting = [(START, "")]
    while waiting:
        url, origin = waiting.pop()
        if url.partition("?")[0] in found:
            continue
        answer = client.get(url, follow=True)
        found[url.partition("?")[0]] = (answer.status_code, origin)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        if url.startswith(START) and is_page:
            waiting += [(each, url) for each in links(answer.text, url)]
    return found


@pytest.mark.parametrize(
    ("who", "fewest"),
    [
        ("committee", 40),
        *(
            pytest.param(who, fewest, marks=pytest.mark.slow)
            for who, fewest in [("chair", 40), ("board", 12), ("administrator", 12)]
        ),
    ],
)
def test_no_link_of_the_desk_leads_nowhere(
    desk: Cast, logged_in: LogIn, who: str, fewest: int
) -> None:
    found = walked(logged_in(getattr(desk, who)))
    assert {url: seen for url, seen in found.items() if seen[0] != 200} == {}
    assert len(found) >= fewest
