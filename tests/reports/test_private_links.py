"""A link for a colleague to the dossier of a claim, or to a document of a group: as that of an
incident, but for who reads of it."""

import hashlib
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import actions as on_cases
from cases.claims.models import Claim
from cases.claims.references import load_references
from cases.claims.states import ClaimState
from cases.errors import GuardRefused
from cases.evidence.models import Entry
from cases.models import Mandate
from reports import sharing
from reports.claims.models import ClaimDocument, DocumentKind
from reports.links import LinkSpent, token_of
from reports.models import CounselLink
from tests import factories
from tests.cases.races import together
from tests.cases.races.together import losers, winners
from tests.claims.claiming import hand_over
from tests.reports.claims.claiming import bare
from tests.reports.claims.test_claim_bundle import made
from tests.reports.groups import ordering
from tests.reports.test_dossier_download import asked_again
from tests.reports.test_dossier_share import SENT, WHO

race = together.race


@pytest.fixture
def document(cast, db):
    """Ready, of a claim on a case that the lawyer is mandated on."""
    load_references()
    claim = bare(cast)
    factories.mandate(cast, claim.case)
    hand_over(claim.sheet)
    return made(claim, cast.adherent)


@pytest.fixture
def annex(cast, db):
    return ordering.done(cast).annexes.select_related("order__cohort", "claim").get(position=1)


@pytest.fixture
def client(cast, logged_in):
    return asked_again(logged_in(cast.lawyer), cast.lawyer)


def link_to(shared, cast):
    return sharing.make_link(shared, by=cast.lawyer, recipient=WHO, hours=4)


def address(link):
    return reverse("counsel-link", args=[token_of(link)])


def take(link):
    """The status, and the digest of what came."""
    response = Client().post(address(link), {"purpose": "Relire les pertes"})
    file = b"".join(response.streaming_content) if response.streaming else b""
    return response.status_code, hashlib.sha256(file).hexdigest()


@pytest.mark.parametrize("kind", ["document", "annex"])
def test_the_lawyer_makes_a_link_that_gives_the_file_to_who_holds_it(kind, client, request):
    shared = request.getfixturevalue(kind)
    where = {"document": "claim-document-share", "annex": "group-annex-share"}[kind]
    page = reverse(where, args=[shared.pk])
    assert client.get(page).status_code == 200
    text = client.post(page, SENT, follow=True).content.decode()
    link = CounselLink.objects.get()
    assert address(link) in text
    assert WHO in text
    shown = Client().get(address(link)).content.decode()
    assert shared.file_name in shown
    assert take(link) == (200, shared.sha256)
    verbs = ["dossier.link_made", "dossier.link_used"]
    told = Entry.objects.filter(subject=link.journal_name).order_by("sequence")
    assert list(told.values_list("verb", flat=True)) == verbs
    assert {entry.thread for entry in told} == {shared.journal_thread}
    assert all(entry.subject.startswith("private:") for entry in told)


@pytest.mark.slow
def test_each_page_leads_to_it_for_the_mandated_lawyer_alone(cast, document, annex, logged_in):
    share = reverse("claim-document-share", args=[document.pk])
    where = reverse("claim-document", args=[document.pk])
    assert share in logged_in(cast.lawyer).get(where).content.decode()
    assert share not in logged_in(cast.adherent).get(where).content.decode()
    share = reverse("group-annex-share", args=[annex.pk])
    where = reverse("group-annex-download", args=[annex.pk])
    client = asked_again(logged_in(cast.lawyer), cast.lawyer)
    assert share in client.get(where).content.decode()


def test_neither_the_claimant_nor_another_lawyer_makes_one(cast, document, annex):
    for who in (cast.adherent, cast.committee, cast.other_lawyer):
        for shared in (document, annex):
            with pytest.raises(PermissionDenied):
                sharing.make_link(shared, by=who, recipient=WHO, hours=4)
    assert not CounselLink.objects.exists()


@pytest.mark.slow
def test_a_letter_or_what_is_erased_is_not_shared(cast, document):
    letter = made(document.claim, cast.adherent, DocumentKind.SURVEY)
    with pytest.raises(PermissionDenied):
        link_to(letter, cast)
    ClaimDocument.objects.update(erased_at=timezone.now(), erased_rule="claim_files")
    document.refresh_from_db()
    with pytest.raises(PermissionDenied):
        link_to(document, cast)
    with pytest.raises(GuardRefused):
        sharing.make_link(
            made(Claim.objects.get(), cast.adherent), by=cast.lawyer, recipient=" ", hours=4
        )


@pytest.mark.slow
def test_taken_back_it_gives_nothing_more(cast, document, client):
    link = link_to(document, cast)
    text = client.post(reverse("link-revoke", args=[link.pk]), follow=True).content.decode()
    assert "Ce lien n’ouvre plus rien." in text
    assert take(link)[0] == 410


@pytest.mark.slow
def test_it_ends_when_the_claimant_takes_the_claim_back(cast, document):
    link = link_to(document, cast)
    Claim.objects.update(state=ClaimState.DRAFT, submitted_at=None, submitted_by=None)
    assert take(link)[0] == 410
    with pytest.raises(PermissionDenied):
        link_to(document, cast)


@pytest.mark.slow
def test_it_ends_with_the_mandate_and_of_a_group_with_any_of_its_mandates(cast, annex, document):
    group, claim = link_to(annex, cast), link_to(document, cast)
    other = factories.case(cast)
    annex.order.cohort.cases.add(other)
    assert take(group)[0] == 410
    assert take(claim)[0] == 200
    factories.mandate(cast, other)
    assert take(group)[0] == 200
    mandate = Mandate.objects.get(case=document.claim.case)
    on_cases.revoke_mandate(mandate, by=cast.committee)
    assert take(claim)[0] == 410
    assert take(group)[0] == 200


def test_a_link_gives_one_file_and_no_other(cast, document, annex):
    link = link_to(document, cast)
    links = CounselLink.objects.filter(pk=link.pk)
    with pytest.raises(IntegrityError, match="counsel_link_gives_one_file"):
        links.update(annex=annex)


@pytest.mark.django_db(transaction=True)
def test_of_a_mandate_revoked_and_a_claim_s_dossier_taken_one_comes_first(
    cast, document, race, transactional_db
):
    token, mandate = token_of(link_to(document, cast)), Mandate.objects.get()

    def used():
        sharing.use_link(token, purpose="Relire")[1].close()

    outcomes = race(partial(on_cases.revoke_mandate, mandate, by=cast.committee), used)
    if len(winners(outcomes)) == 1:
        assert losers(outcomes) == {LinkSpent}
    told = Entry.objects.filter(verb__in=["dossier.link_used", "mandate.revoked"])
    verbs = list(told.order_by("sequence").values_list("verb", flat=True))
    assert verbs in (["mandate.revoked"], ["dossier.link_used", "mandate.revoked"])
