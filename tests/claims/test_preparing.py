"""A claim waits for each organisation that observed a relayed case, whoever asks or not."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from cases import actions as case_actions
from cases.claims import actions
from cases.claims.models import Claim, ClaimMail, LossSheet
from cases.evidence.models import Entry
from cases.models import Observation
from members.models import Membership, User
from tests import factories


@pytest.fixture
def relayed(cast, db):
    """Observed by `adherent`, `other_adherent` and `third_committee`."""
    return factories.relayed_case(cast)


def claimants() -> set[str]:
    return set(Claim.objects.values_list("sheet__organisation__name", flat=True))


def test_each_organisation_that_observed_it_has_a_draft_prepared_by_nobody(relayed):
    assert actions.prepare_claims() == 3
    assert claimants() == {"Alpha", "Beta", "Epsilon"}
    claim = Claim.objects.first()
    assert (claim.state, claim.opened_by, claim.sheet.opened_by) == ("draft", None, None)
    assert not claim.sheet.lines.exists()
    assert ClaimMail.objects.filter(kind="prepared").count() == 3
    assert not Entry.objects.filter(verb="claim.opened").exclude(actor=None).exists()


def test_prepared_again_there_is_nothing_left_to_prepare(relayed):
    actions.prepare_claims()
    assert actions.prepare_claims() == 0
    assert (Claim.objects.count(), ClaimMail.objects.count()) == (3, 3)


def test_a_case_that_is_not_relayed_prepares_nothing(cast, db):
    factories.decided_case(cast)
    assert actions.prepare_claims() == 0


def test_a_sheet_that_was_opened_during_the_incident_is_the_claim_s(relayed, cast):
    sheet = actions.open_sheet(relayed, by=cast.adherent)
    assert actions.prepare_claims() == 3
    assert Claim.objects.get(sheet=sheet).opened_by is None
    assert LossSheet.objects.filter(organisation=cast.adherent.organisation).count() == 1


def test_what_was_declined_is_not_prepared_again(relayed, cast):
    actions.prepare_claims()
    claim = Claim.objects.get(sheet__organisation=cast.adherent.organisation)
    actions.withdraw_claim(claim, by=cast.adherent, seen=claim.version, reason="Rien perdu.")
    assert actions.prepare_claims() == 0


def test_an_observation_that_does_not_count_makes_no_claimant(relayed, cast):
    own = Observation.objects.get(organisation=cast.adherent.organisation)
    case_actions.withdraw_observation(own, by=cast.adherent, reason="Erreur.")
    actions.prepare_claims()
    assert claimants() == {"Beta", "Epsilon"}


def test_an_organisation_that_nobody_can_open_has_none(relayed, cast):
    Membership.objects.filter(user=cast.adherent).update(until=date(2020, 1, 1))
    User.objects.filter(pk=cast.other_adherent.pk).update(is_active=False)
    actions.prepare_claims()
    assert claimants() == {"Epsilon"}


def test_two_observations_of_one_organisation_are_one_claim(relayed, cast):
    seen = factories.observation(cast.colleague)
    Observation.objects.filter(pk=seen.pk).update(case=relayed)
    assert actions.prepare_claims() == 3


def test_a_member_who_observed_nothing_opens_a_claim_alone(relayed, cast):
    claim = actions.open_claim(relayed, by=cast.second_committee)
    assert claim.opened_by == cast.second_committee
    assert claim.organisation == cast.second_committee.organisation
    assert not claim.mails.exists()
    with pytest.raises(PermissionDenied):
        actions.open_claim(relayed, by=cast.lawyer)


def test_the_command_says_how_many(relayed, capsys):
    call_command("prepare_claims")
    assert "3 demandes préparées" in capsys.readouterr().out
    call_command("prepare_claims")
    assert "Aucune demande à préparer" in capsys.readouterr().out
