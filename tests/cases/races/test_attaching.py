from functools import partial

import pytest

from cases import actions
from cases.errors import VersionRefused
from cases.evidence.description import Description
from cases.evidence.models import Entry, Item
from cases.evidence.receiving import Received
from cases.models import Attachment
from tests import factories
from tests.cases.races.together import losers

# What the organisation has handed in: read after what is there, and before the chain's head.
BEFORE_THE_JOURNAL = "SELECT SUM("
FILE = Received(b"%PDF-1.7 un constat", "constat.pdf", "application/pdf")


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path


def test_a_file_sent_twice_at_once_joins_an_observation_once(cast, race):
    observation = factories.observation(cast.adherent)
    join = partial(actions.attach_to_observation, observation, FILE, by=cast.adherent)
    outcomes = race(join, join, before=BEFORE_THE_JOURNAL)
    assert losers(outcomes) == set()
    assert list(Attachment.objects.all()) == [outcomes[0]] == [outcomes[1]]
    assert Entry.objects.filter(verb="observation.file_attached").count() == 1


def test_a_file_sent_twice_at_once_joins_a_case_once(cast, race):
    case = factories.case(cast)
    outcomes = race(
        *(
            partial(actions.attach_to_case, case, FILE, by=who)
            for who in (cast.committee, cast.second_committee)
        ),
        before=BEFORE_THE_JOURNAL,
    )
    assert losers(outcomes) == set()
    assert list(Attachment.objects.all()) == [outcomes[0]] == [outcomes[1]]
    assert Entry.objects.filter(verb="case.file_attached").count() == 1


def test_of_two_descriptions_one_is_kept(cast, race):
    observation = factories.observation(cast.adherent)
    kept = actions.attach_to_observation(observation, FILE, by=cast.adherent)
    outcomes = race(
        *(
            partial(
                actions.describe_attachment,
                Attachment.objects.select_related("item", "observation").get(pk=kept.pk),
                Description(title=title),
                by=who,
                seen=0,
            )
            for title, who in (("Devis", cast.adherent), ("Facture", cast.colleague))
        )
    )
    assert losers(outcomes) == {VersionRefused}
    assert Item.objects.get().description_count == 1
    assert Entry.objects.filter(verb="file.described").count() == 1
