"""Facts that contradict each other, where the committee reads an observation and a case."""

from django.urls import reverse

from cases import actions
from cases.triage.weighing import contradictions_in_case
from cases.vocabulary import Severity, Symptom
from tests import factories

ODD = "« Connexion impossible », et pourtant « on travaille, mais mal »."
WORKING = factories.answers(severity=Severity.DEGRADED)
SLOW = factories.answers(symptom=Symptom.SLOW, severity=Severity.DEGRADED)


def read(logged_in, user, name, pk) -> str:
    return logged_in(user).get(reverse(name, args=[pk])).content.decode().replace("\u00a0", " ")


def test_an_observation_s_page_tells_its_own(cast, logged_in):
    odd = factories.observation(cast.adherent, factories.statement(WORKING))
    sound = factories.observation(cast.other_adherent)
    page = "admin:cases_observation_change"
    assert ODD in read(logged_in, cast.committee, page, odd.pk)
    assert "À éclaircir" not in read(logged_in, cast.committee, page, sound.pk)


def test_a_case_s_page_tells_those_of_each_observation_that_counts(cast, logged_in):
    case = factories.case(cast)
    page = "admin:cases_case_change"
    assert "À éclaircir" not in read(logged_in, cast.committee, page, case.pk)
    odd = factories.observation(cast.colleague, factories.statement(SLOW))
    actions.attach_observations([odd], case, by=cast.committee)
    first = case.observations.get(organisation=odd.organisation, reported_by=cast.adherent)
    told = [(each, str(found.fields[0])) for each, found in contradictions_in_case(case)]
    assert told == [(first, "gravité"), (odd, "gravité")]
    shown = read(logged_in, cast.committee, page, case.pk)
    assert f"{odd.reference}</a> – Une autre observation de cette organisation" in shown
    actions.set_aside_observations([odd], by=cast.committee, reason="Hors sujet.")
    assert contradictions_in_case(case) == []
