import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import actions
from cases.evidence.models import Entry
from cases.models import Observation
from cases.states import TraceKind, Verdict
from cases.vocabulary import Nature
from members.typography import NO_BREAK
from tests import factories
from tests.reports import dossiers, files

TAG = re.compile(r"<[^>]+>")
BLOCKED = datetime(2018, 1, 9, 7, 50, tzinfo=UTC)
RECEIVED = datetime(2018, 1, 9, 8, 10, tzinfo=UTC)


def told(**said):
    return factories.statement(factories.answers(**said))


@pytest.fixture
def case(cast):
    """Two observers: a blocking, told by both; a message of the publisher, told by the second."""
    notices = (factories.notice(RECEIVED),)
    seen = [
        factories.observation(cast.adherent, told(blocked_at=BLOCKED)),
        factories.observation(
            cast.other_adherent, told(blocked_at=BLOCKED, publisher_notices=notices)
        ),
    ]
    case = actions.open_case(
        seen, by=cast.committee, title="Connexion impossible", occurred_on=date(2018, 1, 9)
    )
    factories.mandate(cast, case)
    return case


@pytest.fixture
def page(case, cast, logged_in):
    def words(**asked):
        where = reverse("counsel-case", args=[case.pk])
        response = logged_in(cast.lawyer).get(where, asked)
        assert response.status_code == 200
        return " ".join(TAG.sub(" ", response.content.decode()).replace(NO_BREAK, " ").split())

    return words


def test_the_parties_are_named_and_the_observers_numbered(cast, page):
    text = page()
    assert "Éditeur Éditeur Un" in text
    assert "Compta Un" in text
    assert "1 : Revendeur 2 : Revendeur" in text
    assert cast.adherent.organisation.name not in text


def test_a_fact_says_who_tells_it_and_that_no_exhibit_shows_it(cast, case, page):
    assert "Observateurs 1, 2 · sans pièce" in page()
    item = factories.handed_in(case, b"capture")
    assert "Observateurs 1, 2 · fichier à verser" in page()
    actions.exhibit_item(
        case, item, by=cast.committee, title="Capture de l’écran", nature=Nature.SCREENSHOT
    )
    text = page()
    assert "Observateurs 1, 2 ·" not in text, "the blocking is shown"
    assert "Pièce n° 1 – Capture de l’écran" in text


def test_the_gaps_name_facts_and_criteria(page):
    text = page()
    assert "Faits qu’aucune pièce du bordereau ne montre" in text
    assert "5. Détection hors canal éditeur : personne n’a répondu" in text
    assert "3. Communication de l’éditeur aux partenaires : 1 réponse, sans pièce" in text


def test_the_trace_of_the_verification_shows_a_message_of_the_publisher(cast, case, page):
    assert "Message de l’éditeur reçu : annonce de l’incident. mail de l’éditeur" in page()
    before = page().count("Message de l’éditeur reçu : annonce de l’incident.")
    actions.verify_case(
        case,
        by=cast.committee,
        seen=case.version,
        verdict=Verdict.CONFIRMED,
        grounds="Deux organisations le disent.",
        links="",
        trace=actions.Trace(TraceKind.PUBLISHER_MESSAGE, "mail du 9 janvier", RECEIVED),
    )
    text = page()
    assert "trace objective : Message de l’éditeur, mail du 9 janvier" in text
    assert text.count("Message de l’éditeur reçu : annonce de l’incident.") == before - 1


def test_a_file_opens_in_its_place_and_the_journal_tells_that_it_was_viewed(cast, case, logged_in):
    item = factories.handed_in(case, files.picture())
    client = logged_in(cast.lawyer)
    address = reverse("attachment-preview", args=[item.pk])
    assert (
        f'data-hx-get="{address}"'
        in client.get(reverse("counsel-case", args=[case.pk])).content.decode()
    )
    assert not Entry.objects.filter(verb="file.viewed").exists(), "only once it is opened"
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert 'src="data:image/jpeg;base64,' in part
    assert "<h1" not in part
    assert Entry.objects.get(verb="file.viewed").actor == cast.lawyer


def test_files_are_filtered(cast, case, page):
    first, second = (factories.handed_in(case, each) for each in (b"un", b"deux"))
    actions.exhibit_item(
        case, first, by=cast.committee, title="Courriel du support", nature=Nature.EMAIL
    )
    shown = {
        "all": page(),
        "numbered": page(bordereau="oui"),
        "to exhibit": page(bordereau="non"),
        "words": page(mots="SUPPORT"),
        "observer": page(observateur="2"),
        "nature": page(nature="attestation"),
        "unknown": page(nature="zzz"),
    }
    found = {
        name: ("Courriel du support" in text, second.sha256[:8] in text)
        for name, text in shown.items()
    }
    assert found == {
        "all": (True, True),
        "numbered": (True, False),
        "to exhibit": (False, True),
        "words": (True, False),
        "observer": (False, False),
        "nature": (False, False),
        "unknown": (True, True),
    }
    assert "Aucune pièce ne répond à ces filtres." in shown["observer"]


def test_a_withdrawn_exhibit_keeps_its_line(cast, case, page):
    exhibit = factories.exhibit(cast, case)
    dossiers.ready(cast, case)
    exhibit.refresh_from_db()
    actions.withdraw_exhibit(exhibit, by=cast.committee, reason="Un doublon.")
    assert f"Pièce n° 1 – {exhibit.title} : retirée le" in page()


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 11, 24), "Le dernier jour pour agir était le 9 janv. 2023"),
        (date(2023, 1, 9), "Dernier jour pour agir : 9 janv. 2023 C’est aujourd’hui."),
        (date(2023, 1, 8), "Il reste 1 jour."),
        (date(2019, 1, 9), "Il reste 1461 jours. 5 ans (C. civ. 2224, C. com. L110-4†)"),
    ],
)
def test_the_limitation_is_counted_and_a_formal_notice_does_not_stop_it(page, on, said):
    with time_machine.travel(datetime(on.year, on.month, on.day, 12, tzinfo=UTC), tick=False):
        text = page()
    assert said in text
    assert "Une mise en demeure n’interrompt pas la prescription. †" in text
    assert "Un acte noté sur une demande compte pour elle seule" in text


def test_versions_messages_and_notes_are_there(cast, case, page):
    dossiers.ready(cast, case)
    factories.advice_mandate(cast, case)
    actions.sign_note(case, by=cast.adviser, text="La clause 12 me paraît nulle.")
    actions.write_private_note(case, by=cast.lawyer, text="Voir le contrat.")
    text = page()
    assert "Version 1" in text
    assert "9 janv. 2018 à 9 h 10" in text
    assert "reçu par 1 sur 1" in text
    assert "La clause 12 me paraît nulle." in text
    assert "Voir le contrat." not in text, "private notes have a page of their own"


def test_only_counsel_works_here(cast, case, logged_in):
    factories.advice_mandate(cast, case)
    where = reverse("counsel-case", args=[case.pk])
    assert logged_in(cast.adviser).get(where).status_code == 403
    assert logged_in(cast.committee).get(where).status_code == 403
    assert logged_in(cast.other_lawyer).get(where).status_code == 404


def test_the_list_of_dossiers_leads_here(cast, case, logged_in):
    where = reverse("counsel-case", args=[case.pk])
    assert where in logged_in(cast.lawyer).get(reverse("dossier-list")).content.decode()
    factories.advice_mandate(cast, case)
    text = logged_in(cast.adviser).get(reverse("dossier-list")).content.decode()
    assert where not in text
    assert f"conseil juridique, sous le nom de {factories.PSEUDONYM}" in text


def test_it_costs_the_same_whatever_was_observed(cast, case, page):
    page()
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as few:
        page()
    for who in (cast.third_committee, cast.colleague):
        more = factories.observation(who, told(blocked_at=BLOCKED + timedelta(minutes=5)))
        actions.attach_observations([Observation.objects.get(pk=more.pk)], case, by=cast.committee)
    factories.handed_in(case, b"un")
    factories.relayed_case(cast)
    with CaptureQueriesContext(connection) as many:
        page()
    assert len(many) == len(few)
