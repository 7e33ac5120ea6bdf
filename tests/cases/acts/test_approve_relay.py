import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import approve_relay, draft_relay, withdraw_observation
from cases.errors import GuardRefused, StepRefused
from cases.models import Case
from cases.states import Audience, RelayPurpose
from tests import factories
from tests.traces import one_entry, refused


def test_another_person_lets_it_out_and_the_criteria_are_frozen(cast):
    relay = factories.relay(cast)
    frozen = relay.case.analysis().as_json()
    with one_entry("case.relayed", relay.case.journal_name, cast.second_committee) as entries:
        approve_relay(relay, by=cast.second_committee, seen=relay.case.version)
    case = Case.objects.get(pk=relay.case_id)
    assert (case.state, case.version, case.relayed_by) == ("relayed", 5, cast.second_committee)
    assert (relay.state, relay.approved_by) == ("approved", cast.second_committee)
    assert relay.approved_at == case.relayed_at
    assert relay.findings == frozen
    assert entries[0].details["text"] == relay.text


def test_what_was_relayed_stays_when_an_observation_leaves(cast):
    relay = factories.relay(cast)
    approve_relay(relay, by=cast.chair, seen=relay.case.version)
    case = Case.objects.get(pk=relay.case_id)
    before = case.findings_shown_to(cast.adherent)
    withdraw_observation(
        case.observations.get(reported_by=cast.adherent), by=cast.adherent, reason="Erreur."
    )
    assert case.findings_shown_to(cast.adherent) == before
    assert case.findings_shown_to(cast.committee) != before


def test_the_author_does_not_approve_their_own_text(cast):
    relay, who = factories.relay(cast), cast.committee
    with refused(GuardRefused, "Vous avez rédigé ce texte : une autre personne doit l’approuver."):
        approve_relay(relay, by=who, seen=relay.case.version)


def test_too_few_organisations_are_not_relayed(cast):
    relay, who = factories.relay(cast, factories.decided_case(cast)), cast.chair
    with refused(GuardRefused, "Trop peu d’organisations ont répondu (2) : il en faut 3"):
        approve_relay(relay, by=who, seen=relay.case.version)


def test_a_text_replaced_meanwhile_is_refused(cast):
    old, who = factories.relay(cast), cast.chair
    draft_relay(
        old.case,
        by=cast.second_committee,
        seen=old.case.version,
        purpose=RelayPurpose.SERVICE_QUALITY,
        audience=Audience.MEMBERS,
        text="Mieux dit.",
    )
    seen = old.case.version
    with refused(StepRefused, "Ce texte a été remplacé par un autre : relisez le nouveau."):
        approve_relay(old, by=who, seen=seen)


def test_a_second_approval_is_refused(cast):
    relay, who = factories.relay(cast), cast.second_committee
    approve_relay(relay, by=cast.chair, seen=relay.case.version)
    with refused(StepRefused, "Ce cas est « Relayé » : cette étape n’est plus possible. Hugo"):
        approve_relay(relay, by=who, seen=5)


def test_a_stale_page_is_refused(cast):
    relay, who = factories.relay(cast), cast.chair
    with refused(StepRefused, "Ce cas est « Décidé » et a changé depuis que vous l’avez ouvert."):
        approve_relay(relay, by=who, seen=1)


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_approves(cast, who):
    relay, person = factories.relay(cast), getattr(cast, who)
    with refused(PermissionDenied):
        approve_relay(relay, by=person, seen=relay.case.version)
