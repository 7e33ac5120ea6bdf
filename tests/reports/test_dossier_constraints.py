"""What the database refuses, whoever writes."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from reports.models import Dossier
from reports.states import DossierState
from tests import factories
from tests.reports import dossiers


def refused(name: str):
    """SQLite names the columns of a broken unique constraint, PostgreSQL the constraint."""
    return pytest.raises(IntegrityError, match=name)


def test_a_version_is_numbered_once_in_a_case(cast):
    case = factories.case(cast)
    dossiers.ready(cast, case)
    second = dossiers.ready(cast, case)
    with refused(r"number"), transaction.atomic():
        Dossier.objects.filter(pk=second.pk).update(number=1)


@pytest.mark.parametrize("state", [DossierState.REQUESTED, DossierState.RENDERING])
def test_one_is_under_way_in_a_case(cast, state):
    case = factories.case(cast)
    first = dossiers.failed(cast, case)
    dossiers.requested(cast, case)
    with refused(r"case_id|dossier_one_under_way_a_case"), transaction.atomic():
        Dossier.objects.filter(pk=first.pk).update(state=state)


@pytest.mark.parametrize(
    "missing",
    [{"sha256": ""}, {"size": None}, {"ready_at": None}],
    ids=lambda each: next(iter(each)),
)
def test_what_is_ready_has_a_file(cast, missing):
    dossier = dossiers.ready(cast)
    with refused("dossier_ready_has_a_file"), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(**missing)


@pytest.mark.parametrize(
    "early",
    [{"sha256": "a" * 64}, {"size": 1}, {"ready_at": timezone.now()}],
    ids=lambda each: next(iter(each)),
)
def test_what_is_not_ready_has_none(cast, early):
    dossier = dossiers.requested(cast)
    with refused("dossier_ready_has_a_file"), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(**early)


def test_a_failure_says_why(cast):
    dossier = dossiers.requested(cast)
    with refused("dossier_failed_says_why"), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(state=DossierState.FAILED)


@pytest.mark.parametrize("who_and_when", [{}, {"cancelled_at": timezone.now()}], ids=["", "when"])
def test_what_is_cancelled_says_by_whom_and_when(cast, who_and_when):
    dossier = dossiers.requested(cast)
    with refused("dossier_cancelled_by_someone_at_some_time"), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(state=DossierState.CANCELLED, **who_and_when)


def test_what_is_not_cancelled_names_nobody(cast):
    dossier = dossiers.requested(cast)
    with refused("dossier_cancelled_by_someone_at_some_time"), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(
            cancelled_at=timezone.now(), cancelled_by=cast.committee
        )


def test_a_case_with_a_dossier_is_not_deleted(cast):
    dossier = dossiers.requested(cast)
    with pytest.raises(IntegrityError):
        dossier.case.delete()
