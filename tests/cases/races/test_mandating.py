from datetime import date
from functools import partial

from cases import actions
from cases.errors import StepRefused
from cases.evidence.models import Entry
from cases.models import Case, Mandate
from tests import factories
from tests.cases.races.together import one_wins, sentence


def test_a_mandate_is_given_once(cast, race):
    case, people = factories.case(cast), (cast.committee, cast.second_committee)
    outcomes = race(
        *(
            partial(
                actions.grant_mandate,
                Case.objects.get(pk=case.pk),
                lawyer=cast.lawyer,
                by=who,
                since=date(2018, 2, 1),
            )
            for who in people
        ),
        without=["mandate_once_a_lawyer_and_case"],
    )
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a donné un mandat à un avocat le " in sentence(outcomes)
    assert Mandate.objects.get().granted_by == winner
    assert Entry.objects.filter(verb="mandate.granted").count() == 1


def test_a_mandate_is_revoked_once(cast, race):
    mandate = factories.mandate(cast, factories.case(cast))
    people = (cast.committee, cast.second_committee)
    outcomes = race(
        *(
            partial(actions.revoke_mandate, Mandate.objects.get(pk=mandate.pk), by=who)
            for who in people
        )
    )
    winner = people[one_wins(outcomes, StepRefused)]
    assert f"{winner} a révoqué le mandat d’un avocat le " in sentence(outcomes)
    assert Mandate.objects.get().revoked_by == winner
    assert Entry.objects.filter(verb="mandate.revoked").count() == 1
