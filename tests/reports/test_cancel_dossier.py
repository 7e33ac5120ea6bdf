"""Whoever may ask for a dossier may stop it: the worker then leaves nothing."""

import pytest
from django.core.exceptions import PermissionDenied

from cases.errors import Refused, StepRefused
from reports import actions, production
from reports.models import Dossier
from reports.states import DossierState, Stage
from tests.reports import dossiers


def stop(pk, by):
    actions.cancel_dossier(Dossier.objects.get(pk=pk), by=by)


def test_what_waits_is_stopped_and_no_worker_takes_it(cast, home):
    dossier = dossiers.requested(cast)
    actions.cancel_dossier(dossier, by=cast.second_committee)
    assert (dossier.state, dossier.cancelled_by) == (DossierState.CANCELLED, cast.second_committee)
    assert production.produce_dossier(dossier.pk) is False
    assert dossiers.told(dossier) == ["dossier.requested", "dossier.cancelled"]
    assert dossiers.kept_files(home) == []


@pytest.mark.slow
@pytest.mark.parametrize("stage", [Stage.LAYOUT, Stage.STORAGE])
def test_a_worker_notices_at_its_next_step_and_leaves_no_file(cast, home, monkeypatch, stage):
    dossier = dossiers.requested(cast)
    step = {Stage.LAYOUT: "render_incident_report", Stage.STORAGE: "_finish"}[stage]
    real = getattr(production, step)

    def stopped_meanwhile(*args, **options):
        stop(dossier.pk, cast.committee)
        return real(*args, **options)

    monkeypatch.setattr(production, step, stopped_meanwhile)
    assert production.produce_dossier(dossier.pk) is False
    dossier.refresh_from_db()
    assert (dossier.state, dossier.stage, dossier.failure) == (DossierState.CANCELLED, stage, "")
    assert dossiers.told(dossier) == ["dossier.requested", "dossier.cancelled"]
    assert dossiers.kept_files(home) == []


def test_it_can_be_tried_again_and_who_worked_before_changes_nothing(cast, home, monkeypatch):
    """Stopped and asked for again at once: the first worker still holds the old attempt."""
    dossier = dossiers.requested(cast)
    held = production._claim(dossier.pk)
    stop(dossier.pk, cast.committee)
    actions.retry_dossier(Dossier.objects.get(pk=dossier.pk), by=cast.committee)
    second = production._claim(dossier.pk)
    with pytest.raises(production.NoLongerOurs):
        production._finish(held, b"%PDF-1.7 first")
    production._finish(second, b"%PDF-1.7 second")
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.attempts) == (DossierState.READY, 1)
    assert (dossier.cancelled_at, dossier.cancelled_by) == (None, None)
    assert dossiers.kept(dossier) == b"%PDF-1.7 second"
    assert len(dossiers.kept_files(home)) == 1


def test_another_version_may_be_asked_for_after_it(cast):
    dossier = dossiers.requested(cast)
    actions.cancel_dossier(dossier, by=cast.committee)
    assert actions.request_dossier(dossier.case, by=cast.committee).number == 2


def test_what_is_over_is_not_stopped(cast):
    for dossier in (dossiers.ready(cast), dossiers.failed(cast)):
        before = Dossier.objects.filter(pk=dossier.pk).values().get()
        with pytest.raises(StepRefused, match=r"n’est plus en préparation.* il n’y a rien à arr"):
            actions.cancel_dossier(dossier, by=cast.committee)
        assert Dossier.objects.filter(pk=dossier.pk).values().get() == before
        assert "dossier.cancelled" not in dossiers.told(dossier)


@pytest.mark.parametrize("who", ["adherent", "board", "administrator", "lawyer"])
def test_only_who_may_ask_may_stop(cast, who):
    dossier = dossiers.requested(cast)
    with pytest.raises((Refused, PermissionDenied)):
        actions.cancel_dossier(dossier, by=getattr(cast, who))
    dossier.refresh_from_db()
    assert dossier.state == DossierState.REQUESTED
