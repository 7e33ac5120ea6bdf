"""Of two acts on one link for a colleague, one comes first: see `tests/cases/races/together.py`."""

from functools import partial

import pytest

from cases import actions
from cases.errors import StepRefused
from cases.evidence.models import Entry
from cases.models import Mandate
from reports import sharing
from reports.links import LinkSpent, token_of
from reports.models import MOST_USES, CounselLink
from tests import factories
from tests.cases.races import together
from tests.cases.races.together import losers, one_wins, sentence, winners
from tests.reports import dossiers

race = together.race
ENDS = ["dossier.link_used", "dossier.link_revoked", "mandate.revoked"]


@pytest.fixture
def link(cast, transactional_db):
    case = factories.case(cast)
    dossier = dossiers.ready(cast, case)
    factories.mandate(cast, case)
    return sharing.make_link(dossier, by=cast.lawyer, recipient="Maître Paul Associé", hours=4)


def take(token):
    _link, content = sharing.use_link(token, purpose="Relire")
    content.close()


def revoke(link, by):
    sharing.revoke_link(CounselLink.objects.get(pk=link.pk), by=by)


def told():
    """What happened, in order."""
    entries = Entry.objects.filter(verb__in=ENDS).order_by("sequence")
    return list(entries.values_list("verb", flat=True))


def test_a_link_is_taken_back_once(cast, link, race):
    outcomes = race(*[partial(revoke, link, cast.lawyer)] * 2)
    one_wins(outcomes, StepRefused)
    assert f"{cast.lawyer} a retiré un lien vers un dossier le " in sentence(outcomes)
    assert told() == ["dossier.link_revoked"]


def test_a_link_taken_back_meanwhile_gives_nothing_more(cast, link, race):
    token = token_of(link)
    outcomes = race(partial(revoke, link, cast.lawyer), partial(take, token))
    assert told() in (["dossier.link_revoked"], ["dossier.link_used", "dossier.link_revoked"])
    if len(winners(outcomes)) == 1:
        assert losers(outcomes) == {LinkSpent}


def test_a_link_gives_nothing_more_once_its_mandate_is_revoked(cast, link, race):
    token, mandate = token_of(link), Mandate.objects.get()
    outcomes = race(
        partial(actions.revoke_mandate, mandate, by=cast.committee), partial(take, token)
    )
    assert told() in (["mandate.revoked"], ["dossier.link_used", "mandate.revoked"])
    if len(winners(outcomes)) == 1:
        assert losers(outcomes) == {LinkSpent}


def test_the_last_use_of_a_link_is_one(link, race):
    CounselLink.objects.update(uses=MOST_USES - 1)
    outcomes = race(*[partial(take, token_of(link))] * 2)
    one_wins(outcomes, LinkSpent)
    assert told() == ["dossier.link_used"]
    assert CounselLink.objects.get().uses == MOST_USES
