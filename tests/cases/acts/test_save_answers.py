from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import DraftSent, save_answers, send_draft
from cases.models import Draft
from tests import factories
from tests.traces import refused

SAID = {"symptom": "slow", "severity": "degraded", "observed_at": "2026-11-23T08:10:00+00:00"}


def test_the_first_answer_makes_the_draft_and_the_next_ones_join_it(cast):
    key, who = uuid4(), cast.adherent
    save_answers(key, {"product": "1"}, by=who)
    draft = save_answers(key, {"narrative": "Écran blanc"}, by=who)
    assert Draft.objects.get() == draft
    assert draft.answers == {"product": "1", "narrative": "Écran blanc"}
    assert (draft.user, draft.organisation) == (who, who.organisation)
    assert draft.updated_at > draft.created_at


@pytest.mark.parametrize("who", ["board", "lawyer", "administrator", "stranger"])
def test_who_reports_nothing_is_denied(cast, who):
    person = getattr(cast, who)
    with refused(PermissionDenied):
        save_answers(uuid4(), {"product": "1"}, by=person)


@pytest.mark.parametrize("who", ["colleague", "other_adherent", "committee"])
def test_the_draft_of_someone_else_does_not_exist(cast, who):
    draft = save_answers(uuid4(), {"product": "1"}, by=cast.adherent)
    person = getattr(cast, who)
    with refused(Draft.DoesNotExist):
        save_answers(draft.pk, {"narrative": "SECRET"}, by=person)


def test_once_sent_it_takes_no_more_and_tells_what_it_became(cast):
    who = cast.adherent
    key = uuid4()
    save_answers(key, SAID | {"product": str(factories.product().pk)}, by=who)
    observation = send_draft(key, by=who)
    with refused(DraftSent, "Ce signalement est déjà envoyé") as raised:
        save_answers(key, {"narrative": "Trop tard"}, by=who)
    assert raised.value.observation == observation
