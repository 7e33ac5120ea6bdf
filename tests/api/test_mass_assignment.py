"""Fault 24: what a request may write is on a list; everything else that it sends is stored nowhere.

A new serializer, or a new field of one, adds its line here.
"""

from collections.abc import Iterator

import pytest
from rest_framework.serializers import BaseSerializer

from cases.models import Observation

OURS = ("cases", "members", "promesse", "reports")
ANSWERS = {
    *("answer_quality", "awareness", "blocked_at", "calls", "customers_affected"),
    *("customers_subscribed", "first_symptom_at", "inference", "narrative", "observed_at"),
    *("opinion", "publisher_notices", "restored_at", "severity", "source_type", "symptom"),
    "usual_calls_per_hour",
}
WRITABLE = {
    "AnswersSerializer": ANSWERS,
    "CallHourSerializer": {"complaints", "count", "hour"},
    "CaseDetailSerializer": set(),
    "CaseSerializer": set(),
    "CredentialsSerializer": {"email", "password"},
    "NewObservationSerializer": ANSWERS | {"product"},
    "NoticeSerializer": {"channel", "phase", "received_at"},
    "ObservationSerializer": set(),
    "TokenSerializer": {"expiry", "token"},
    "VersionSerializer": set(),
}


def kinds_of(parent: type) -> Iterator[type]:
    for child in parent.__subclasses__():
        yield child
        yield from kinds_of(child)


@pytest.mark.django_db
def test_fault_24_each_field_that_a_request_may_write_is_on_the_list():
    ours = {each for each in kinds_of(BaseSerializer) if each.__module__.startswith(OURS)}
    writable = {
        each.__name__: {name for name, field in each().fields.items() if not field.read_only}
        for each in ours
    }
    assert writable == WRITABLE


def test_fault_24_what_is_not_on_the_list_is_stored_nowhere(cast, api, answers):
    more = {
        "state": "rejected",
        "reported_by": str(cast.other_adherent.pk),
        "organisation": str(cast.other_adherent.organisation_id),
        "reference": "OBS-9999",
        "is_staff": True,
        "verified_at": "2018-01-01T00:00:00Z",
    }
    client = api(cast.adherent)
    sent = client.post("/api/v1/observations/", {**answers, **more}, format="json")
    assert sent.status_code in (201, 400), sent.content
    for held in Observation.objects.all():
        assert (held.state, held.reported_by) == ("received", cast.adherent)
        assert held.organisation == cast.adherent.organisation
        assert held.reference != "OBS-9999"
