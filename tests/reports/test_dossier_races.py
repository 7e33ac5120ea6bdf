"""One winner; `tests/cases/races` shows that such races can be lost."""

from functools import partial

import pytest

from cases.errors import StepRefused
from cases.models import Case
from reports import actions, production
from reports.models import Dossier
from reports.states import DossierState
from tests import factories
from tests.cases.races.together import losers, together, winners
from tests.reports import dossiers

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_requests_one_is_kept(cast):
    case = factories.case(cast)
    outcomes = together(
        *(
            partial(actions.request_dossier, Case.objects.get(pk=case.pk), by=who)
            for who in (cast.committee, cast.second_committee)
        )
    )
    assert (len(winners(outcomes)), losers(outcomes)) == (1, {StepRefused})
    assert dossiers.told(Dossier.objects.get()) == ["dossier.requested"]


def test_of_two_retries_one_is_kept(cast):
    failed = dossiers.failed(cast)
    outcomes = together(
        *(
            partial(actions.retry_dossier, Dossier.objects.get(pk=failed.pk), by=who)
            for who in (cast.committee, cast.second_committee)
        )
    )
    assert (len(winners(outcomes)), losers(outcomes)) == (1, {StepRefused})
    assert dossiers.told(failed).count("dossier.retried") == 1


def test_of_two_workers_one_makes_the_file(cast, home):
    asked = dossiers.requested(cast)
    outcomes = together(*[partial(production.produce_dossier, asked.pk)] * 2)
    assert sorted(outcomes) == [False, True]
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.attempts) == (DossierState.READY, 1)
    assert dossiers.told(dossier) == ["dossier.requested", "dossier.produced"]
    assert len(dossiers.kept_files(home)) == 1
