"""Of two acts on one person's name, one comes first: see `tests/cases/races/together.py`."""

from functools import partial

import pytest
from django.utils import timezone

from cases import actions as on_cases
from cases.claims import actions
from cases.claims.cohort_links import form_token
from cases.claims.references import load_references
from cases.errors import StepRefused
from cases.evidence.models import Entry
from cases.models import LegalHold
from members.models import User
from members.roles import Role
from tests import factories
from tests.cases.races import together
from tests.cases.races.together import losers, one_wins, winners
from tests.cast import person
from tests.claims.grouping import loss, open_to_opt_ins, signature

race = together.race


@pytest.fixture
def zoe(cast, transactional_db):
    return cast.other_adherent


def told(*verbs):
    entries = Entry.objects.filter(verb__in=verbs).order_by("sequence")
    return list(entries.values_list("verb", flat=True))


def erase(who, by):
    actions.erase_person(User.objects.get(pk=who.pk), requested_on=timezone.localdate(), by=by)


def test_a_person_is_erased_once(cast, transactional_db, race):
    zoe = cast.stranger
    other = person("Olga Technique", "olga", None, Role.ADMINISTRATOR)
    outcomes = race(*(partial(erase, zoe, by) for by in (cast.administrator, other)))
    one_wins(outcomes, StepRefused)
    assert told("person.erased") == ["person.erased"]


def test_a_person_is_held_or_erased(cast, zoe, race):
    hold = partial(
        on_cases.hold_person, zoe, reason="Expertise.", until=timezone.localdate(), by=cast.board
    )
    outcomes = race(hold, partial(erase, zoe, cast.administrator))
    assert len(winners(outcomes)) == 1
    assert losers(outcomes) in ({StepRefused}, {actions.ErasureRefused})
    assert len(told("person.held", "person.erased")) == 1


def test_a_hold_is_lifted_once(cast, zoe, race):
    hold = on_cases.hold_person(zoe, reason="Expertise.", until=timezone.localdate(), by=cast.board)
    other = person("Omar Bureau", "omar", None, Role.BOARD)
    held = [LegalHold.objects.get(pk=hold.pk) for _ in range(2)]
    outcomes = race(
        *(
            partial(on_cases.lift_hold, each, by=by)
            for each, by in zip(held, (cast.board, other), strict=True)
        )
    )
    one_wins(outcomes, StepRefused)
    assert told("person.hold_lifted") == ["person.hold_lifted"]


def test_who_joined_by_a_link_is_erased_once(cast, transactional_db, settings, tmp_path, race):
    settings.PROMESSE_HOME = tmp_path
    load_references()
    case = factories.case(cast, on=factories.product())
    cohort = open_to_opt_ins(case, by=cast.committee)
    token = form_token(cohort, "jeanne@example.net")
    actions.withdraw_opt_in(actions.join_by_link(token, signature(), loss(case)))
    other = person("Olga Technique", "olga", None, Role.ADMINISTRATOR)
    day = timezone.localdate()
    outcomes = race(
        *(
            partial(actions.erase_outsider, "jeanne@example.net", requested_on=day, by=by)
            for by in (cast.administrator, other)
        )
    )
    one_wins(outcomes, StepRefused)
    assert told("person.erased") == ["person.erased"]
