"""The journal is held last: who holds it never waits for a row of who waits for it."""

from functools import partial
from uuid import uuid4

from django.utils import timezone

from cases import actions
from cases.errors import StepRefused
from cases.evidence import quarantine, scanning
from cases.evidence.models import Item
from cases.evidence.receiving import Received
from cases.evidence.scanning import Finding, Scan
from cases.models import Draft, Observation
from tests import factories
from tests.cases.races.together import in_turn, losers


def test_a_person_whose_row_is_held_acts_meanwhile(cast):
    observation = factories.observation(cast.adherent)
    today = timezone.localdate()
    outcomes = in_turn(
        partial(
            actions.hold_person, cast.adherent, reason="Expertise.", until=today, by=cast.board
        ),
        partial(actions.withdraw_observation, observation, by=cast.adherent, reason="Erreur."),
    )
    assert losers(outcomes) == set()


def test_of_two_who_set_aside_the_same_observation_among_others_one_is_refused(cast):
    free = [factories.observation(cast.adherent) for _ in range(2)]

    def set_aside(observations, who):
        told = [Observation.objects.get(pk=each.pk) for each in observations]
        return partial(actions.set_aside_observations, told, by=who, reason="Autre panne.")

    outcomes = in_turn(set_aside(free[1:], cast.committee), set_aside(free, cast.second_committee))
    assert losers(outcomes) == {StepRefused}
    assert outcomes[0] is None
    assert Observation.objects.counted().get() == free[0]


def test_a_draft_is_discarded_while_its_photos_are_scanned(cast, settings, tmp_path, monkeypatch):
    settings.PROMESSE_HOME, settings.CLAMD_URL = tmp_path, "tcp://localhost:3310"
    monkeypatch.setattr(scanning, "scan", lambda content: Finding(Scan.CLEAN, scanner="ClamAV 1"))
    key = uuid4()
    for content in (b"%PDF-1.7 un", b"%PDF-1.7 deux"):
        photo = Received(content, "photo.pdf", "application/pdf", Finding(Scan.WAITING))
        actions.add_photo(key, photo, by=cast.adherent)
    draft = Draft.objects.get()
    outcomes = in_turn(
        quarantine.scan_waiting, partial(actions.discard_draft, draft, by=cast.adherent)
    )
    assert losers(outcomes) == set()
    assert not Item.objects.exists()
