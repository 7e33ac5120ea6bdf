import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import dismiss_case
from cases.errors import GuardRefused, StepRefused
from tests import factories
from tests.traces import one_entry, refused


@pytest.mark.parametrize("make", ["case", "verified_case", "decided_case", "relayed_case"])
def test_a_case_is_dismissed_from_any_step_with_its_reason(cast, make):
    case = getattr(factories, make)(cast)
    version = case.version
    with one_entry("case.dismissed", case.journal_name, cast.committee) as entries:
        dismiss_case(case, by=cast.committee, seen=version, reason=" Notre réseau. ")
    assert (case.state, case.version, case.dismissed_by, case.dismissed_reason) == (
        "dismissed",
        version + 1,
        cast.committee,
        "Notre réseau.",
    )
    assert case.dismissed_at is not None
    assert entries[0].details == {"reason": "Notre réseau."}


def test_an_open_vote_has_no_object_any_more(cast):
    ballot = factories.ballot(cast)
    dismiss_case(ballot.case, by=cast.committee, seen=ballot.case.version, reason=" Réseau. ")
    ballot.refresh_from_db()
    assert (ballot.state, ballot.closed_by, ballot.reasons) == (
        "cancelled",
        cast.committee,
        "Réseau.",
    )


def test_a_text_that_waits_is_discarded(cast):
    relay = factories.relay(cast)
    dismiss_case(relay.case, by=cast.committee, seen=relay.case.version, reason="Réseau.")
    relay.refresh_from_db()
    assert relay.state == "discarded"


def test_without_a_reason_it_is_refused(cast):
    case, who = factories.case(cast), cast.committee
    with refused(GuardRefused, "Dites pourquoi ce cas est classé."):
        dismiss_case(case, by=who, seen=case.version, reason=" ")


def test_a_second_dismissal_is_refused(cast):
    case, who = factories.dismissed_case(cast), cast.second_committee
    with refused(StepRefused, "Ce cas est « Classé sans suite » : cette étape n’est plus possible"):
        dismiss_case(case, by=who, seen=case.version, reason="Encore.")


def test_a_stale_page_is_refused(cast):
    case, who = factories.verified_case(cast), cast.second_committee
    with refused(StepRefused, "Ce cas est « Vérifié » et a changé depuis que vous l’avez ouvert."):
        dismiss_case(case, by=who, seen=1, reason="Notre réseau.")


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_dismisses(cast, who):
    case, person = factories.case(cast), getattr(cast, who)
    with refused(PermissionDenied):
        dismiss_case(case, by=person, seen=case.version, reason="Notre réseau.")
