import pytest
from django.core.exceptions import PermissionDenied

from cases.errors import Refused, StepRefused
from reports import actions, production
from reports.models import Dossier
from reports.states import DossierState, Stage
from tests import factories
from tests.reports import dossiers


def test_a_failure_is_tried_again_from_the_start(cast):
    dossier = dossiers.failed(cast)
    actions.retry_dossier(dossier, by=cast.second_committee)
    assert (dossier.state, dossier.stage, dossier.attempts, dossier.failure) == (
        DossierState.REQUESTED,
        Stage.FROZEN,
        0,
        "",
    )
    assert dossiers.told(dossier) == ["dossier.requested", "dossier.failed", "dossier.retried"]


@pytest.mark.slow
def test_what_is_tried_again_is_what_was_frozen(cast):
    asked = dossiers.requested(cast)
    frozen = Dossier.objects.get(pk=asked.pk).content
    Dossier.objects.filter(pk=asked.pk).update(state=DossierState.FAILED, failure="Disque plein.")
    dossier = Dossier.objects.get(pk=asked.pk)
    actions.retry_dossier(dossier, by=cast.committee)
    assert production.produce_dossier(dossier.pk) is True
    dossier.refresh_from_db()
    assert (dossier.content, dossier.attempts) == (frozen, 1)


def test_a_worker_is_told(cast, django_capture_on_commit_callbacks):
    dossier = dossiers.failed(cast)
    with django_capture_on_commit_callbacks() as callbacks:
        actions.retry_dossier(dossier, by=cast.committee)
    assert [callback.args for callback in callbacks] == [(dossier.pk,)]


@pytest.mark.parametrize("state", [DossierState.REQUESTED, DossierState.RENDERING])
def test_what_is_under_way_is_not_tried_again(cast, state):
    dossier = dossiers.requested(cast)
    Dossier.objects.filter(pk=dossier.pk).update(state=state)
    with pytest.raises(
        StepRefused,
        match=r"ni en échec ni arrêté.* Chloé Commission a demandé un dossier le ",
    ):
        actions.retry_dossier(dossier, by=cast.second_committee)
    assert dossiers.told(dossier) == ["dossier.requested"]


def test_what_is_ready_is_not_tried_again(cast):
    dossier = dossiers.ready(cast)
    with pytest.raises(StepRefused, match="n’est ni en échec ni arrêté"):
        actions.retry_dossier(dossier, by=cast.committee)
    assert dossiers.told(dossier) == ["dossier.requested"]


def test_an_old_failure_waits_for_the_new_request_of_its_case(cast):
    case = factories.case(cast)
    old = dossiers.failed(cast, case)
    dossiers.requested(cast, case)
    with pytest.raises(StepRefused, match="est en préparation"):
        actions.retry_dossier(old, by=cast.committee)
    old.refresh_from_db()
    assert old.state == DossierState.FAILED


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer"])
def test_only_the_committee_tries_again(cast, who):
    dossier = dossiers.failed(cast)
    with pytest.raises((Refused, PermissionDenied)):
        actions.retry_dossier(dossier, by=getattr(cast, who))
    dossier.refresh_from_db()
    assert dossier.state == DossierState.FAILED


def test_what_was_stopped_is_tried_again_from_the_start(cast):
    dossier = dossiers.requested(cast)
    actions.cancel_dossier(dossier, by=cast.committee)
    actions.retry_dossier(dossier, by=cast.second_committee)
    assert (dossier.state, dossier.stage, dossier.cancelled_by) == (
        DossierState.REQUESTED,
        Stage.FROZEN,
        None,
    )
    assert dossiers.told(dossier) == ["dossier.requested", "dossier.cancelled", "dossier.retried"]
