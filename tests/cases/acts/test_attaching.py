"""Files joined to an observation that is sent, or to a case."""

import pytest
from django.core.exceptions import PermissionDenied

from cases import actions
from cases.errors import GuardRefused, StepRefused
from cases.evidence import store
from cases.evidence.description import Description
from cases.evidence.intake import policy
from cases.evidence.intake.refusals import FileRefused
from cases.evidence.models import Entry, Item
from cases.evidence.receiving import Received
from cases.models import Attachment
from cases.vocabulary import Nature
from tests import factories
from tests.traces import refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path


def file(text="un constat"):
    return Received(f"%PDF-1.7 {text}".encode(), "constat.pdf", "application/pdf")


def told(subject):
    return list(Entry.objects.filter(subject=subject.journal_name).values_list("verb", flat=True))


def test_a_file_joins_an_observation_that_is_sent_already(cast):
    case = factories.case(cast, cast.adherent)
    observation = case.observations.get()
    received = file()
    attachment = actions.attach_to_observation(observation, received, by=cast.colleague)
    assert attachment.observation == observation
    assert attachment.item.received_by == cast.colleague
    assert store.path_of(received.sha256).read_bytes() == received.content
    assert told(attachment) == ["file.received"]
    entry = Entry.objects.get(verb="observation.file_attached")
    assert (entry.subject, entry.thread) == (observation.journal_name, case.journal_name)
    assert entry.details == {"file": str(attachment.item_id), "sha256": received.sha256}


def test_what_is_sent_again_after_a_cut_is_there_once(cast):
    observation = factories.observation(cast.adherent)
    first = actions.attach_to_observation(observation, file(), by=cast.adherent)
    before = Entry.objects.count()
    assert actions.attach_to_observation(observation, file(), by=cast.colleague) == first
    assert Entry.objects.count() == before


def test_the_same_file_in_two_observations_is_two_items_and_one_file(cast, tmp_path):
    for who in (cast.adherent, cast.other_adherent):
        actions.attach_to_observation(factories.observation(who), file(), by=who)
    assert Item.objects.count() == 2
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("who", ["other_adherent", "committee", "lawyer", "administrator"])
def test_nobody_else_joins_files_to_an_observation(who, cast):
    observation, other = factories.observation(cast.adherent), getattr(cast, who)
    with refused(PermissionDenied):
        actions.attach_to_observation(observation, file(), by=other)


def test_an_observation_that_no_longer_counts_takes_no_file(cast):
    observation = factories.observation(cast.adherent)
    actions.withdraw_observation(observation, by=cast.adherent, reason="Erreur de ma part.")
    with refused(StepRefused, "Cette observation est «\u00a0Retirée"):
        actions.attach_to_observation(observation, file(), by=cast.adherent)


def test_one_file_more_than_allowed_is_refused(cast, monkeypatch):
    observation, who = factories.observation(cast.adherent), cast.adherent
    monkeypatch.setattr(policy, "MOST_FILES", 2)
    for number in range(2):
        actions.attach_to_observation(observation, file(str(number)), by=who)
    with refused(FileRefused, "«\u00a0constat.pdf\u00a0» n’est pas gardé"):
        actions.attach_to_observation(observation, file("un de trop"), by=who)


def test_an_organisation_that_handed_in_all_it_may_is_told_so(cast, monkeypatch):
    observation, who = factories.observation(cast.adherent), cast.colleague
    actions.attach_to_observation(observation, file(), by=cast.adherent)
    monkeypatch.setattr(policy, "LARGEST_OF_ORGANISATION", len(file().content) + 10)
    with refused(FileRefused, "«\u00a0constat.pdf\u00a0» n’est pas gardé"):
        actions.attach_to_observation(observation, file("autre"), by=who)
    other = factories.observation(cast.other_adherent)
    actions.attach_to_observation(other, file("autre"), by=cast.other_adherent)


def test_the_committee_joins_a_file_to_a_case(cast):
    case = factories.case(cast)
    attachment = actions.attach_to_case(case, file(), by=cast.committee)
    assert (attachment.case, attachment.observation) == (case, None)
    entry = Entry.objects.get(verb="case.file_attached")
    assert (entry.subject, entry.thread) == (case.journal_name, case.journal_name)
    assert attachment.journal_thread == case.journal_name
    assert actions.attach_to_case(case, file(), by=cast.second_committee) == attachment


@pytest.mark.parametrize("who", ["adherent", "lawyer", "board"])
def test_nobody_else_joins_files_to_a_case(who, cast):
    case, other = factories.case(cast), getattr(cast, who)
    with refused(PermissionDenied):
        actions.attach_to_case(case, file(), by=other)


def seen_by(user):
    return set(Attachment.objects.visible_to(user))


def test_a_file_of_a_case_is_read_by_the_committee_and_the_lawyer_under_mandate(cast):
    case = factories.case(cast)
    attachment = actions.attach_to_case(case, file(), by=cast.committee)
    factories.mandate(cast, case)
    for who in (cast.committee, cast.second_committee, cast.lawyer):
        assert seen_by(who) == {attachment}
    for who in (cast.adherent, cast.other_lawyer, cast.board, cast.administrator):
        assert seen_by(who) == set()


def test_what_leaves_with_a_dossier_is_all_of_the_case_but_what_a_secret_covers(cast):
    case = factories.case(cast, cast.adherent)
    observation = case.observations.get()
    own = actions.attach_to_observation(observation, file("vu"), by=cast.adherent)
    joined = actions.attach_to_case(case, file("joint"), by=cast.committee)
    secret = actions.attach_to_case(case, file("secret"), by=cast.committee)
    actions.describe_attachment(secret, Description(privileged=True), by=cast.committee, seen=0)
    of_trade = actions.attach_to_case(case, file("tarif"), by=cast.committee)
    said = Description(business_secret=True, secret_reason="Nos remises.")
    actions.describe_attachment(of_trade, said, by=cast.committee, seen=0)
    assert set(Attachment.objects.communicable(case)) == {own, joined}
    who = cast.committee
    with refused(GuardRefused, "Ce fichier n’est pas de ce cas"):
        actions.exhibit_item(case, secret.item, by=who, title="Note", nature=Nature.COPY)
    assert actions.exhibit_item(case, joined.item, by=who, title="Note", nature=Nature.COPY).number
