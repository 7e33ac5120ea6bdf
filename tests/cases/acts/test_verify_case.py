from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import (
    Trace,
    attach_observations,
    set_aside_observations,
    verify_case,
    withdraw_observation,
)
from cases.errors import GuardRefused, StepRefused
from cases.states import TraceKind, Verdict
from tests import factories
from tests.traces import one_entry, refused

TRACE = Trace(
    TraceKind.STATUS_PAGE, "https://status.example.org/1", datetime(2018, 1, 9, tzinfo=UTC)
)


def verify(case, by, verdict=Verdict.CONFIRMED, grounds="Deux le disent.", links="", trace=None):
    return verify_case(
        case,
        by=by,
        seen=case.version,
        verdict=verdict,
        grounds=grounds,
        links=links,
        trace=trace,
    )


def test_a_case_of_two_organisations_is_confirmed(cast):
    case = factories.case(cast)
    with one_entry("case.verified", f"case:{case.reference}", cast.committee) as entries:
        verification = verify(case, cast.committee, grounds=" Deux le disent. ")
    assert (case.state, case.version, case.verified_by) == ("verified", 2, cast.committee)
    assert case.verified_at is not None
    assert (verification.case, verification.verdict) == (case, "confirmed")
    assert (verification.grounds, verification.organisation_count) == ("Deux le disent.", 2)
    assert (verification.has_links, verification.links, verification.trace_kind) == (False, "", "")
    assert verification.verified_by == cast.committee
    assert entries[0].details == {
        "verdict": "confirmed",
        "grounds": "Deux le disent.",
        "links": "",
        "organisations": 2,
        "trace": "",
    }


def test_one_organisation_and_an_objective_trace_are_enough(cast):
    case = factories.case(cast, cast.adherent)
    verification = verify(case, cast.committee, trace=TRACE)
    assert case.state == "verified"
    assert (verification.organisation_count, verification.trace_kind) == (1, "status_page")
    assert (verification.trace_reference, verification.trace_at) == (TRACE.reference, TRACE.at)


def test_one_organisation_alone_is_too_few_whoever_speaks_for_it(cast):
    case, who = factories.case(cast, cast.adherent, cast.colleague), cast.committee
    with refused(GuardRefused, "Organisations indépendantes : 1. Pour confirmer, il en faut deux"):
        verify(case, who)


def test_a_trace_without_any_observation_is_too_few(cast):
    case, who = factories.case(cast, cast.adherent), cast.committee
    set_aside_observations(list(case.observations.all()), by=who, reason="Hors sujet.")
    with refused(GuardRefused, "Organisations indépendantes : 0."):
        verify(case, who, trace=TRACE)


def test_a_withdrawn_observation_is_no_source(cast):
    case, who = factories.case(cast), cast.committee
    withdraw_observation(
        case.observations.get(reported_by=cast.adherent), by=cast.adherent, reason="Erreur."
    )
    with refused(GuardRefused, "Organisations indépendantes : 1."):
        verify(case, who)


@pytest.mark.parametrize("verdict", [Verdict.NOT_CONFIRMED, Verdict.INSUFFICIENT])
def test_another_verdict_leaves_the_case_reported_and_says_why(cast, verdict):
    case = factories.case(cast, cast.adherent)
    with one_entry("case.left_reported", f"case:{case.reference}", cast.committee):
        verification = verify(case, cast.committee, verdict, grounds="Rien ne le montre.")
    assert (case.state, case.version, case.verified_at) == ("reported", 2, None)
    assert (verification.verdict, verification.grounds) == (verdict, "Rien ne le montre.")


def test_a_case_left_reported_can_be_verified_later(cast):
    case = factories.case(cast)
    verify(case, cast.committee, Verdict.INSUFFICIENT)
    verify(case, cast.second_committee)
    assert (case.state, case.verifications.count()) == ("verified", 2)


def test_the_links_declared_with_the_publisher_are_kept(cast):
    case = factories.case(cast)
    verification = verify(case, cast.committee, links=" Revendeur du concurrent. ")
    assert (verification.has_links, verification.links) == (True, "Revendeur du concurrent.")


def test_whoever_observed_the_case_does_not_verify_it(cast):
    case = factories.case(cast, cast.committee, cast.adherent)
    case_of_colleague = cast.committee
    with refused(GuardRefused, "Vous ou votre organisation avez observé ce cas"):
        verify(case, case_of_colleague)


def test_whoever_works_where_an_observation_came_from_does_not_verify_it(cast):
    case, who = factories.case(cast, cast.adherent, cast.other_adherent), cast.second_committee
    who.organisation = cast.adherent.organisation
    who.save()
    with refused(GuardRefused, "Vous ou votre organisation avez observé ce cas"):
        verify(case, who)


def test_a_verdict_without_grounds_is_refused(cast):
    case, who = factories.case(cast), cast.committee
    with refused(GuardRefused, "Donnez les motifs de votre verdict."):
        verify(case, who, grounds=" ")


def test_a_second_verification_is_refused_and_leaves_no_trace(cast):
    case, who = factories.case(cast), cast.second_committee
    verify(case, cast.committee)
    with refused(StepRefused, "Ce cas est « Vérifié » : cette étape n’est plus possible. Chloé"):
        verify(case, who)


def test_a_stale_page_is_refused_and_says_who_acted(cast):
    case, who = factories.case(cast), cast.second_committee
    verify(case, cast.committee, Verdict.INSUFFICIENT)
    with refused(
        StepRefused, "Ce cas est « Remonté » et a changé depuis que vous l’avez ouvert. Chloé"
    ) as raised:
        verify_case(
            case, by=who, seen=1, verdict=Verdict.CONFIRMED, grounds="Deux le disent.", links=""
        )
    assert str(raised.value).endswith(
        "Relisez-le avant de recommencer : ce que vous avez écrit reste ci-dessous."
    )


def test_an_observation_attached_meanwhile_counts(cast):
    case = factories.case(cast, cast.adherent)
    attach_observations([factories.observation(cast.other_adherent)], case, by=cast.committee)
    assert verify(case, cast.committee).organisation_count == 2


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_verifies(cast, who):
    case, person = factories.case(cast), getattr(cast, who)
    with refused(PermissionDenied):
        verify(case, person)
