"""Two people at once on one cohort."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial

from django.utils import timezone

from cases.claims import actions
from cases.claims.cohort_links import form_token
from cases.claims.cohort_states import CohortState, DeclarationKind
from cases.claims.models import (
    AssociationProfile,
    Cohort,
    CohortMember,
    IndividualCase,
    LossHead,
    LossLine,
    OptIn,
)
from cases.claims.predicates import Criteria
from cases.claims.references import load_references
from cases.claims.states import ClaimState
from cases.claims.vocabulary import Category
from cases.errors import GuardRefused, StepRefused, VersionRefused
from cases.evidence.models import Entry
from tests import factories
from tests.cases.races.together import losers, one_wins, winners
from tests.claims.claiming import claim_at
from tests.claims.grouping import (
    claim_of,
    claimant,
    cohort_on,
    joint,
    loss,
    open_to_opt_ins,
    signature,
)

ONCE = ["opt_in_once_an_organisation", "opt_in_once_an_address", "opt_in_once_a_company"]
STRANGER = "jeanne@example.net"


def grouped(cast):
    load_references()
    return factories.case(cast)


def copy(row):
    return type(row).objects.get(pk=row.pk)


def joining(cohort, email=STRANGER, siren=""):
    case = cohort.cases.first()
    form = form_token(cohort, email)
    return partial(actions.join_by_link, form, signature(siren=siren), loss(case))


def test_a_person_who_sends_the_form_twice_joins_once(cast, race):
    cohort = open_to_opt_ins(grouped(cast), by=cast.chair)
    outcomes = race(joining(cohort), joining(cohort), without=ONCE)
    one_wins(outcomes, GuardRefused)
    assert OptIn.objects.count() == 1


def test_a_company_whose_two_managers_join_at_once_joins_once(cast, race):
    cohort = open_to_opt_ins(grouped(cast), by=cast.chair)
    acts = (joining(cohort, f"{who}@example.net", "123456789") for who in "ab")
    one_wins(race(*acts, without=ONCE), GuardRefused)
    assert OptIn.objects.count() == 1


def test_two_groups_on_one_case_take_one_mandate_of_one_person(cast, race):
    case = grouped(cast)
    cohorts = [open_to_opt_ins(case, by=cast.chair) for _ in range(2)]
    one_wins(race(*map(joining, cohorts)), GuardRefused)
    assert OptIn.objects.count() == 1


def test_two_claimants_who_join_at_once_have_two_pseudonyms(cast, race):
    cohort = open_to_opt_ins(grouped(cast), by=cast.chair)
    outcomes = race(
        *(joining(cohort, f"{who}@example.net") for who in "ab"),
        before='INSERT INTO "claims_cohortmember"',
        without=["cohort_number_given_once"],
    )
    assert losers(outcomes) == set()
    numbers = CohortMember.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2]


def test_pseudonyms_given_twice_at_once_are_given_once(cast, race):
    case = grouped(cast)
    claim_of(case, "Un")
    cohort = cohort_on(case, by=cast.chair)
    outcomes = race(
        *(partial(actions.number_claimants, copy(cohort)) for _ in range(2)),
        without=["cohort_number_given_once", "cohort_member_has_one_number"],
    )
    assert sorted(winners(outcomes)) == [0, 1]
    assert CohortMember.objects.count() == 1


def test_pseudonyms_asked_for_twice_at_once_are_told_once(cast, race):
    case = grouped(cast)
    claim_of(case, "Un")
    cohort = cohort_on(case, by=cast.chair)
    outcomes = race(
        *(partial(actions.give_pseudonyms, copy(cohort), by=cast.chair) for _ in range(2)),
        without=["cohort_number_given_once", "cohort_member_has_one_number"],
    )
    assert sorted(winners(outcomes)) == [0, 1]
    assert Entry.objects.filter(verb="cohort.numbered").count() == 1


def test_two_colleagues_join_once(cast, race):
    case = grouped(cast)
    cohort = open_to_opt_ins(case, by=cast.chair)
    claim = claim_at(actions.open_sheet(case, by=cast.adherent), ClaimState.SUBMITTED)
    outcomes = race(
        *(
            partial(actions.join_as_member, copy(cohort), claim, signature(), by=who)
            for who in (cast.adherent, cast.colleague)
        ),
        without=ONCE,
    )
    one_wins(outcomes, GuardRefused)
    assert OptIn.objects.count() == 1


def test_a_mandate_is_revoked_once(cast, race):
    case = grouped(cast)
    cohort = open_to_opt_ins(case, by=cast.chair)
    claim = claim_of(case, "Un")
    opt_in = actions.join_as_member(cohort, claim, signature(), by=claimant("Un"))
    acts = (partial(actions.withdraw_opt_in, copy(opt_in), by=claimant("Un")) for _ in range(2))
    one_wins(race(*acts), StepRefused)
    assert Entry.objects.filter(verb="cohort.left").count() == 1


def test_of_two_courses_one_is_kept(cast, race):
    cohort = cohort_on(grouped(cast), by=cast.chair)
    outcomes = race(
        *(
            partial(actions.describe_cohort, copy(cohort), joint(name), by=cast.chair, seen=1)
            for name in ("Un", "Deux")
        )
    )
    kept = one_wins(outcomes, VersionRefused)
    assert Cohort.objects.get().name == ("Un", "Deux")[kept]


def test_of_two_criteria_one_is_kept(cast, race):
    case = grouped(cast)
    factories.mandate(cast, case)
    cohort = cohort_on(case, by=cast.chair)
    outcomes = race(
        *(
            partial(actions.set_criteria, copy(cohort), asked, by=cast.lawyer, seen=1)
            for asked in (Criteria(), Criteria(heads=frozenset({"image"})))
        )
    )
    one_wins(outcomes, VersionRefused)


def test_a_cohort_is_closed_once(cast, race):
    cohort = cohort_on(grouped(cast), by=cast.chair)
    acts = (
        partial(actions.close_cohort, copy(cohort), by=cast.chair, reason="Fini.") for _ in range(2)
    )
    one_wins(race(*acts), StepRefused)
    assert Cohort.objects.get().state == CohortState.CLOSED


def consent(cast):
    case = grouped(cast)
    factories.mandate(cast, case)
    claim = claim_of(case, "Un")
    return cohort_on(case, by=cast.chair), claim


def test_consent_asked_twice_at_once_is_asked_once(cast, race):
    cohort, claim = consent(cast)
    outcomes = race(
        *(partial(actions.ask_consent, copy(cohort), claim, by=cast.lawyer) for _ in range(2)),
        without=["individual_case_once"],
    )
    assert losers(outcomes) == set()
    assert IndividualCase.objects.count() == 1


def test_consent_is_refused_once(cast, race):
    cohort, claim = consent(cast)
    asked = actions.ask_consent(cohort, claim, by=cast.lawyer)
    by = claimant("Un")
    outcomes = race(
        partial(actions.refuse_consent, copy(asked), by=by),
        partial(actions.refuse_consent, copy(asked), by=by),
    )
    one_wins(outcomes, StepRefused)


def test_of_two_descriptions_of_the_association_one_is_a_version(cast, race):
    cast.board  # noqa: B018
    outcomes = race(
        *(
            partial(actions.describe_association, {"statutes_article": text}, by=cast.board, seen=0)
            for text in ("2", "3")
        ),
        without=["claims_associationprofile.version"],
    )
    one_wins(outcomes, VersionRefused)
    assert AssociationProfile.objects.count() == 1


def test_consent_is_given_once(cast, race):
    cohort, claim = consent(cast)
    asked = actions.ask_consent(cohort, claim, by=cast.lawyer)
    acts = (partial(actions.give_consent, copy(asked), by=claimant("Un")) for _ in range(2))
    one_wins(race(*acts), StepRefused)


def test_consent_is_taken_back_once(cast, race):
    cohort, claim = consent(cast)
    asked = actions.ask_consent(cohort, claim, by=cast.lawyer)
    actions.give_consent(asked, by=claimant("Un"))
    acts = (partial(actions.revoke_consent, copy(asked), by=claimant("Un")) for _ in range(2))
    one_wins(race(*acts), StepRefused)


def test_opt_ins_are_opened_once(cast, race):
    cohort = cohort_on(grouped(cast), by=cast.chair)
    today = timezone.localdate()
    actions.note_decision(cohort, body="AG", on=today, minutes=None, by=cast.chair)
    for kind in DeclarationKind:
        actions.declare(cohort, kind, "", by=cast.chair)
    outcomes = race(
        *(
            partial(
                actions.open_opt_ins,
                copy(cohort),
                opens_on=today,
                closes_on=today + timedelta(days=days),
                by=cast.chair,
            )
            for days in (30, 60)
        )
    )
    kept = one_wins(outcomes, StepRefused)
    assert Cohort.objects.get().closes_on == today + timedelta(days=(30, 60)[kept])


def test_nothing_is_estimated_of_a_group_once_it_is_closed(cast, race):
    cohort = cohort_on(grouped(cast), by=cast.chair)
    told = {"number": 900, "source": "Communiqué", "method": "Clients abonnés"}
    race(
        partial(actions.close_cohort, copy(cohort), by=cast.chair, reason="Accord."),
        partial(
            actions.estimate_size, copy(cohort), **told, on=timezone.localdate(), by=cast.chair
        ),
    )
    told = Entry.objects.filter(thread=cohort.journal_name).order_by("sequence")
    assert told.values_list("verb", flat=True).last() == "cohort.closed"


PENALTY = actions.Cost(Category.MEANS_ENGAGED, "Pénalité", Decimal("250.00"))


def joined(cast):
    return joining(open_to_opt_ins(grouped(cast), by=cast.chair))()


def test_nothing_is_added_to_what_a_stranger_lost_once_they_left(cast, race):
    opt_in = joined(cast)
    penalty = LossHead.objects.get(code="penalties_paid")
    race(
        partial(actions.withdraw_opt_in, copy(opt_in)),
        partial(actions.add_outside_loss, copy(opt_in), penalty, PENALTY),
    )
    told = Entry.objects.filter(verb__in=["cohort.left", "losses.declared"]).order_by("sequence")
    assert told.values_list("verb", flat=True).last() == "cohort.left"


def test_a_stranger_s_loss_is_removed_once(cast, race):
    opt_in = joined(cast)
    line = LossLine.objects.get()
    actions.add_outside_loss(opt_in, line.head, PENALTY)
    act = partial(actions.remove_outside_loss, copy(opt_in))
    one_wins(race(*(partial(act, copy(line)) for _ in range(2))), StepRefused)
    assert LossLine.objects.counted().count() == 1
    assert Entry.objects.filter(verb="losses.withdrawn").count() == 1


def test_a_stranger_s_loss_is_corrected_once(cast, race):
    opt_in = joined(cast)
    line = LossLine.objects.get()
    acts = (
        partial(actions.correct_outside_loss, copy(opt_in), copy(line), cost)
        for cost in (PENALTY, replace(PENALTY, amount=Decimal(90)))
    )
    one_wins(race(*acts, without=["loss_line_corrected_once"]), StepRefused)
    assert LossLine.objects.counted().count() == 1
