import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import ask_observers
from cases.errors import GuardRefused
from cases.evidence.models import Entry
from cases.models import Observation, Source
from tests import factories
from tests.traces import refused


def test_each_observer_gets_the_question(cast):
    seen = [factories.observation(cast.adherent), factories.observation(cast.other_adherent)]
    before = Entry.objects.count()
    questions = ask_observers(seen, by=cast.committee, text=" Depuis quand ? ")
    assert [question.observation for question in questions] == seen
    assert {question.text for question in questions} == {"Depuis quand ?"}
    assert {question.asked_by for question in questions} == {cast.committee}
    assert {(question.answer, question.answered_at) for question in questions} == {("", None)}
    written = Entry.objects.filter(sequence__gt=before)
    assert [(entry.verb, entry.subject, entry.actor) for entry in written] == [
        ("observation.questioned", each.journal_name, cast.committee) for each in seen
    ]


def test_an_imported_observation_has_no_one_to_ask(cast):
    asked, who = factories.observation(cast.adherent), cast.committee
    imported = Observation.objects.create(
        reference="ligne-7",
        organisation=cast.adherent.organisation,
        product=factories.product(),
        source=Source.IMPORT,
    )
    sentence = "Observations importées, sans observateur à interroger : ligne-7."
    with refused(GuardRefused, sentence):
        ask_observers([asked, imported], by=who, text="Depuis quand ?")


def test_an_empty_question_is_refused(cast):
    observation, who = factories.observation(cast.adherent), cast.committee
    with refused(GuardRefused, "Écrivez votre question."):
        ask_observers([observation], by=who, text=" ")


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_asks(cast, who):
    observation, person = factories.observation(cast.adherent), getattr(cast, who)
    with refused(PermissionDenied):
        ask_observers([observation], by=person, text="Depuis quand ?")
