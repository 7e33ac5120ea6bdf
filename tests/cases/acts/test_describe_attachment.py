from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from cases import actions
from cases.errors import GuardRefused, VersionRefused
from cases.evidence.description import CAPTURE, Assurance, Description
from cases.evidence.models import Item
from cases.evidence.receiving import Received
from cases.models import Attachment
from cases.vocabulary import Nature
from tests import factories
from tests.traces import one_entry, refused

pytestmark = pytest.mark.django_db(transaction=True)
SAID = Description(
    title="Courriel de l’éditeur",
    author="Support EBP",
    document_date=date(2018, 1, 9),
    nature=Nature.EMAIL,
    personal_data=True,
)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path


def file(text="un courriel"):
    return Received(f"From: a\nTo: b\n\n{text}".encode(), "courriel.eml", "message/rfc822")


@pytest.fixture
def case(cast):
    return factories.case(cast, cast.adherent)


@pytest.fixture
def attachment(cast, case):
    observation = case.observations.get()
    return actions.attach_to_observation(observation, file(), by=cast.adherent)


def describe(attachment, said, by, seen=0):
    actions.describe_attachment(attachment, said, by=by, seen=seen)


def test_what_is_said_of_a_file_is_kept_and_told_with_its_words_apart(cast, case, attachment):
    with one_entry("file.described", case.journal_name, cast.colleague) as written:
        describe(attachment, SAID, cast.colleague)
    assert attachment.item.description == SAID
    assert attachment.item.label == SAID.title
    assert "Courriel de" not in written[0].facts
    assert written[0].details["description"]["title"] == SAID.title
    assert written[0].details["nature"] == "email"
    assert written[0].details["document_date"] == "2018-01-09"


def test_only_the_committee_says_how_far_a_file_is_proved(cast, attachment):
    stamped = replace(SAID, assurance_level=Assurance.QUALIFIED)
    describe(attachment, stamped, cast.adherent)
    assert attachment.item.assurance_level == Assurance.KEPT
    describe(attachment, stamped, cast.committee, seen=1)
    assert attachment.item.assurance_level == Assurance.QUALIFIED


def test_who_reads_something_older_is_told_who_wrote_since(cast, attachment):
    describe(attachment, SAID, cast.adherent)
    late = cast.committee
    with refused(VersionRefused, "Cette pièce a été décrite autrement") as told:
        describe(attachment, replace(SAID, title="Autre"), late)
    assert str(cast.adherent) in str(told.value)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (Description(business_secret=True), "Dites en une phrase pourquoi"),
        (Description(assurance_level=Assurance.OFFICIAL), "Le niveau 3"),
        (Description(), "Rien n’a changé"),
    ],
)
def test_what_contradicts_itself_or_says_nothing_is_refused(said, sentence, cast, attachment):
    who = cast.committee
    with refused(GuardRefused, sentence):
        describe(attachment, said, who)


@pytest.mark.parametrize("who", ["other_adherent", "lawyer", "board"])
def test_nobody_else_describes_it(who, cast, attachment):
    other = getattr(cast, who)
    with refused(PermissionDenied):
        describe(attachment, SAID, other)


def test_a_redacted_version_stands_beside_its_original(cast, case, attachment):
    observation = case.observations.get()
    redacted = actions.attach_to_observation(observation, file("caviardé"), by=cast.adherent)
    describe(redacted, Description(redacts_id=attachment.item_id), cast.adherent)
    assert list(attachment.item.redactions.all()) == [redacted.item]
    assert list(actions.may_be_redacted(attachment)) == []


def test_a_file_redacts_neither_itself_nor_one_from_elsewhere(cast, case, attachment):
    elsewhere = actions.attach_to_case(case, file("ailleurs"), by=cast.committee)
    who = cast.committee
    for other in (attachment, elsewhere):
        with refused(GuardRefused, "Choisissez l’original"):
            describe(attachment, Description(redacts_id=other.item_id), who)


def test_what_a_lawyer_s_secret_covers_is_for_them_and_for_whoever_handed_it_in(
    cast, case, attachment
):
    factories.mandate(cast, case)
    describe(attachment, replace(SAID, privileged=True), cast.adherent)
    for who in (cast.adherent, cast.colleague, cast.lawyer):
        assert list(Attachment.objects.visible_to(who)) == [attachment]
    assert list(Attachment.objects.visible_to(cast.committee)) == []


def test_a_capture_is_plain_until_all_is_said_of_how_it_was_taken():
    item = Item(nature=Nature.SCREENSHOT, capture={"machine": "PC"})
    assert item.is_plain_capture
    item.capture = dict.fromkeys(CAPTURE, "dit")
    assert not item.is_plain_capture
    assert not Item(nature=Nature.COPY).is_plain_capture
