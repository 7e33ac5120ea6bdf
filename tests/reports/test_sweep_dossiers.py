"""What nobody holds is found again, whatever died."""

from datetime import timedelta

import pytest
from django.conf import settings as product
from django.utils import timezone

from reports import production, tasks
from reports.models import Dossier
from reports.states import DossierState, Stage
from tests.reports import dossiers
from tests.reports.dossiers import LONG_AGO

pytestmark = pytest.mark.django_db


def test_what_a_dead_worker_held_is_taken_back_and_told_to_another(cast):
    dossier = dossiers.held_by_a_dead_worker(cast, attempts=1)
    assert production.sweep() == [str(dossier.pk)]
    dossier.refresh_from_db()
    assert (dossier.state, dossier.stage, dossier.attempts) == (
        DossierState.REQUESTED,
        Stage.FROZEN,
        1,
    )
    assert production.produce_dossier(dossier.pk) is True
    dossier.refresh_from_db()
    assert (dossier.state, dossier.attempts) == (DossierState.READY, 2)


def test_a_clock_that_was_set_back_keeps_no_dead_workers_row(cast):
    """What was written before is an hour ahead."""
    dossier = dossiers.held_by_a_dead_worker(cast, attempts=1)
    ahead = timezone.now() + timedelta(hours=1)
    Dossier.objects.filter(pk=dossier.pk).update(heartbeat_at=ahead, woken_at=ahead)
    assert production.sweep() == [str(dossier.pk)]
    assert production.sweep() == []


def test_a_worker_whose_clock_is_a_little_ahead_keeps_its_work(cast):
    dossier = dossiers.held_by_a_dead_worker(cast, attempts=1)
    ahead = timezone.now() + timedelta(minutes=5)
    Dossier.objects.filter(pk=dossier.pk).update(heartbeat_at=ahead)
    assert production.sweep() == []
    dossier.refresh_from_db()
    assert dossier.state == DossierState.RENDERING


def test_after_three_attempts_it_is_given_up_with_a_reason(cast):
    dossier = dossiers.held_by_a_dead_worker(cast, attempts=3)
    assert production.sweep() == []
    dossier.refresh_from_db()
    assert dossier.state == DossierState.FAILED
    assert "Trois essais se sont arrêtés avant la fin" in dossier.failure
    assert dossiers.told(dossier) == ["dossier.requested", "dossier.failed"]


def test_a_worker_that_still_beats_keeps_its_work(cast):
    dossier = dossiers.held_by_a_dead_worker(cast, attempts=1)
    alive = timezone.now() - timedelta(seconds=product.DOSSIER_STALE_SECONDS - 30)
    Dossier.objects.filter(pk=dossier.pk).update(heartbeat_at=alive)
    assert production.sweep() == []
    dossier.refresh_from_db()
    assert dossier.state == DossierState.RENDERING


def test_a_lost_wake_up_is_sent_again_once(cast):
    dossier = dossiers.requested(cast)
    Dossier.objects.filter(pk=dossier.pk).update(woken_at=timezone.now() - LONG_AGO)
    assert production.sweep() == [str(dossier.pk)]
    assert production.sweep() == []


def test_a_wake_up_just_sent_is_left_alone(cast):
    dossiers.requested(cast)
    assert production.sweep() == []


def test_what_is_over_is_left_alone(cast):
    for dossier in (dossiers.ready(cast), dossiers.failed(cast)):
        Dossier.objects.filter(pk=dossier.pk).update(
            woken_at=timezone.now() - LONG_AGO, heartbeat_at=timezone.now() - LONG_AGO
        )
    before = list(Dossier.objects.values())
    assert production.sweep() == []
    assert list(Dossier.objects.values()) == before


def test_the_sweep_costs_the_same_whatever_waits(cast, django_assert_num_queries):
    for dossier in [dossiers.requested(cast) for _ in range(4)]:
        Dossier.objects.filter(pk=dossier.pk).update(woken_at=timezone.now() - LONG_AGO)
    # Those given up, those taken back, those that wait, and their new wake-up.
    with django_assert_num_queries(4):
        assert len(production.sweep()) == 4


def test_the_task_sends_what_the_sweep_found(cast, broker, tmp_path):
    queue = tmp_path / "queue"
    (queue / "control").mkdir(parents=True)
    broker("filesystem://", dossiers.folders(queue))
    dossier = dossiers.held_by_a_dead_worker(cast, attempts=1)
    tasks.sweep_dossiers()
    [message] = dossiers.messages(queue)
    assert message["headers"]["task"] == tasks.produce_dossier.name
    assert str(dossier.pk) in message["headers"]["argsrepr"]


def test_the_beat_s_schedule_names_a_task_that_exists():
    entry = product.CELERY_BEAT_SCHEDULE["sweep-dossiers"]
    assert entry["task"] == tasks.sweep_dossiers.name
    assert entry["options"]["expires"] <= entry["schedule"]
