from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from cases import actions
from cases.actions import exhibit_item, withdraw_exhibit
from cases.errors import GuardRefused, StepRefused
from cases.evidence.description import Description
from cases.evidence.models import Item
from cases.vocabulary import Nature
from tests import factories
from tests.traces import one_entry, refused


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PROMESSE_HOME = tmp_path


@pytest.fixture
def case(cast):
    return factories.case(cast)


def test_a_file_of_the_case_gets_the_next_number(cast, case):
    items = [factories.handed_in(case, content) for content in (b"un", b"deux")]
    for number, item in enumerate(items, 1):
        with one_entry("exhibit.added", case.journal_name, cast.committee) as entries:
            exhibit = exhibit_item(
                case,
                item,
                by=cast.committee,
                title=" Courriel de l’éditeur ",
                nature=Nature.EMAIL,
                dated_on=date(2018, 1, 9),
                origin="support client",
            )
        assert entries[0].details == {
            "number": number,
            "sha256": item.sha256,
            "text": "Courriel de l’éditeur",
        }
        assert (exhibit.number, exhibit.settled_at, exhibit.is_withdrawn) == (number, None, False)


def test_a_file_is_one_exhibit_at_a_time(cast, case):
    first = factories.exhibit(cast, case)
    with refused(StepRefused, "Ce fichier est déjà la pièce n° 1. Chloé Commission a versé"):
        exhibit_item(
            case, first.item, by=cast.second_committee, title="La même", nature=Nature.COPY
        )
    withdraw_exhibit(first, by=cast.committee, reason="Un doublon.")
    again = exhibit_item(case, first.item, by=cast.committee, title="La même", nature=Nature.COPY)
    assert again.number == 1


def test_a_file_of_another_case_is_refused(cast, case):
    item = factories.handed_in(factories.case(cast), b"ailleurs")
    with refused(GuardRefused, "Ce fichier n’est pas de ce cas"):
        exhibit_item(case, item, by=cast.committee, title="Une pièce", nature=Nature.COPY)


def test_what_a_lawyer_s_secret_covers_is_not_exhibited(cast, case):
    item = factories.handed_in(case, b"un")
    Item.objects.filter(pk=item.pk).update(privileged=True)
    with refused(GuardRefused, "Ce fichier n’est pas de ce cas, ou ne peut pas en sortir"):
        exhibit_item(case, item, by=cast.committee, title="Une pièce", nature=Nature.COPY)


def test_a_business_secret_is_exhibited_by_its_redacted_version(cast, case):
    secret = factories.handed_in(case, b"un tarif", name="tarif.pdf")
    said = Description(business_secret=True, secret_reason="Nos remises.")
    actions.describe_attachment(secret.attachment, said, by=cast.committee, seen=0)
    told = {"by": cast.committee, "title": "Un tarif", "nature": Nature.COPY}
    with refused(
        GuardRefused, "Ce fichier porte un secret des affaires : joignez à côté de lui une version"
    ):
        exhibit_item(case, secret, **told)
    redacted = factories.handed_in(case, b"un t...", name="tarif-caviarde.pdf")
    of_it = Description(redacts_id=secret.pk)
    actions.describe_attachment(redacted.attachment, of_it, by=cast.committee, seen=0)
    instead = "Ce fichier porte un secret des affaires : versez à sa place sa version caviardée, "
    with refused(GuardRefused, f"{instead}« tarif-caviarde.pdf »"):
        exhibit_item(case, secret, **told)
    assert exhibit_item(case, redacted, **told).number == 1


def test_a_secret_that_is_one_no_more_is_exhibited(cast, case):
    item = factories.handed_in(case, b"un tarif")
    said = Description(business_secret=True, secret_reason="Nos remises.")
    actions.describe_attachment(item.attachment, said, by=cast.committee, seen=0)
    actions.describe_attachment(item.attachment, Description(), by=cast.committee, seen=1)
    told = {"by": cast.committee, "title": "Un tarif", "nature": Nature.COPY}
    assert exhibit_item(case, item, **told).number == 1


def test_an_exhibit_has_a_title(cast, case):
    item = factories.handed_in(case, b"un")
    with refused(GuardRefused, "Donnez à cette pièce un intitulé neutre."):
        exhibit_item(case, item, by=cast.committee, title="  ", nature=Nature.COPY)


@pytest.mark.parametrize("who", ["adherent", "board", "lawyer", "administrator", "stranger"])
def test_only_the_committee_exhibits(cast, case, who):
    item, person = factories.handed_in(case, b"un"), getattr(cast, who)
    with refused(PermissionDenied):
        exhibit_item(case, item, by=person, title="Une pièce", nature=Nature.COPY)
