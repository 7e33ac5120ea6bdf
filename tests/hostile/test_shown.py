"""Every text of the database holds markup, braces and strange characters: every page, answer of the
API and mail shows it as text."""

import json
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import caches
from django.urls import reverse
from django.utils.html import escape

from cases import actions, notices
from cases.models import Case, Observation, Relay
from members import emails
from members.models import Invitation
from reports.notices import send_end
from tests.access.every_row import every_row
from tests.access.rows import ROLES, Row
from tests.access.scenes import scene
from tests.access.visits import content_of, undone
from tests.access.world import World
from tests.hostile.poison import poison_everything
from tests.hostile.texts import BRACES, UNSEEN

MARKUP = '<canari id="canari" onerror="canari">\'"></title></script><script>canari</script>'
EVIL = f"{MARKUP}{BRACES}"


class Reader(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.elements, self.names, self.scripts, self.inside = set(), set(), [], ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.names |= {name for name, _value in attrs}
        self.inside = tag

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside == "script":
            self.scripts.append(data)

    @property
    def is_harmed(self):
        ran = any(script.strip() == "canari" for script in self.scripts)
        return "canari" in self.elements or ran


@pytest.fixture
def world(cast):
    return World(cast)


@pytest.fixture
def marks(world):
    return poison_everything([f"{EVIL}{UNSEEN}"])


def shown_to(row: Row) -> list[str]:
    """The roles that are told apart by what they may read."""
    return [role for role in ROLES if row.expected[role] == "200"]


def pages(world):
    for row in [row for row in every_row() if row.method == "get"]:
        for role in shown_to(row):
            # No page wears out what another may ask in a minute.
            for name in ("default", "remembered"):
                caches[name].clear()
            with undone():
                yield f"{row} {role}", world.client(role).get(scene(world, row).url)
    for kind in (Case, Observation):
        for pk in kind.objects.values_list("pk", flat=True):
            url = reverse(f"admin:cases_{kind._meta.model_name}_change", args=[pk])
            yield url, world.client("committee").get(url)


def is_harmed(response):
    kind, content = response.headers["Content-Type"], content_of(response)
    if kind.startswith("text/html"):
        return Reader(response.content.decode()).is_harmed or "[49]" in content
    if kind.startswith("application/json"):
        json.loads(response.content)
    return "[49]" in content


def test_what_a_browser_would_run_is_seen_here():
    """Else the rest proves nothing."""
    assert Reader(f"<p>{EVIL}").is_harmed
    assert not Reader(f"<p>{escape(EVIL)}").is_harmed


def is_of_claims(name):
    """Of which the world has few rows."""
    names = {model.__name__ for model in apps.get_app_config("claims").get_models()}
    return name.split(".")[0] in names


@pytest.mark.slow
def test_no_page_takes_a_text_for_markup_or_for_a_template(world, marks):
    harmed, unseen = [], set(marks)
    for where, response in pages(world):
        assert response.status_code == 200, where
        content = content_of(response)
        unseen -= {name for name in unseen if marks[name] in content}
        if is_harmed(response):
            harmed.append(where)
    assert harmed == []
    assert {name for name in unseen if not is_of_claims(name)} == set(), "some page shows each"


@pytest.mark.slow
def test_mails_hold_names_as_text(world, marks):
    observation = Observation.objects.get(pk=world.observation.pk)
    [asked] = actions.ask_observers([observation], by=world.cast.committee, text=EVIL)
    mail.outbox.clear()
    notices.send_question(asked.pk)
    relay = Relay.objects.get(case=world.relayed)
    Relay.objects.filter(pk=relay.pk).update(notified_at=None, notice_claimed_at=None)
    notices.send_relay(relay.pk)
    for dossier in (world.dossier, world.failed):
        send_end(dossier.pk)
    emails.send_invitation(Invitation.objects.get(pk=world.invitation.pk))
    assert len(mail.outbox) >= 5
    for sent in mail.outbox:
        [(html, _kind)] = sent.alternatives
        assert not Reader(html).is_harmed, sent.subject
        assert "<canari" in sent.body, "as it was typed"
        assert "[49]" not in sent.body
        assert "\n" not in sent.subject
        assert len(sent.message().as_bytes()) > 0
