import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import dismiss_case, reopen_case
from cases.errors import GuardRefused, StepRefused
from tests import factories
from tests.traces import one_entry, refused


def test_a_dismissed_case_starts_again_at_the_first_step(cast):
    case = factories.relayed_case(cast)
    dismiss_case(case, by=cast.committee, seen=case.version, reason="Notre réseau.")
    version = case.version
    with one_entry("case.reopened", case.journal_name, cast.second_committee) as entries:
        reopen_case(case, by=cast.second_committee, seen=version, reason=" Il revient. ")
    assert (case.state, case.version, case.dismissed_reason) == ("reported", version + 1, "")
    stamps = ("verified", "decided", "relayed", "dismissed")
    assert [getattr(case, f"{stamp}_at") for stamp in stamps] == [None] * 4
    assert [getattr(case, f"{stamp}_by") for stamp in stamps] == [None] * 4
    assert entries[0].details == {"reason": "Il revient."}


def test_what_was_verified_decided_and_relayed_before_is_kept(cast):
    case = factories.relayed_case(cast)
    dismiss_case(case, by=cast.committee, seen=case.version, reason="Notre réseau.")
    reopen_case(case, by=cast.committee, seen=case.version, reason="Il revient.")
    assert (case.verifications.count(), case.ballots.count(), case.relays.count()) == (1, 1, 1)
    assert case.findings_shown_to(cast.adherent) is None


def test_without_a_reason_it_is_refused(cast):
    case, who = factories.dismissed_case(cast), cast.committee
    with refused(GuardRefused, "Dites pourquoi ce cas est rouvert."):
        reopen_case(case, by=who, seen=case.version, reason="")


@pytest.mark.parametrize(
    ("make", "state"),
    [("case", "Remonté"), ("verified_case", "Vérifié"), ("decided_case", "Décidé")],
)
def test_only_a_dismissed_case_is_reopened(cast, make, state):
    case, who = getattr(factories, make)(cast), cast.committee
    with refused(StepRefused, f"Ce cas est « {state} » : cette étape n’est plus possible."):
        reopen_case(case, by=who, seen=case.version, reason="Il revient.")


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_reopens(cast, who):
    case, person = factories.dismissed_case(cast), getattr(cast, who)
    with refused(PermissionDenied):
        reopen_case(case, by=person, seen=case.version, reason="Il revient.")
