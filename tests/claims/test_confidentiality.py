"""Who learns anything of a claim: every page, list, search, count, export, file name and error.

The claimant, the handler whom they named and the mandated lawyer read it. To everyone else it does
not exist: what they are answered is what they would be answered without it.
"""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.claims import actions
from cases.claims.actions.claiming import AFRESH
from cases.claims.models import Claim, LossDocument
from cases.claims.states import ClaimState
from cases.claims.vocabulary import PaperKind
from cases.evidence.receiving import Received
from tests import factories
from tests.claims.claiming import ON, offer, stamps, taken_to
from tests.claims.declaring import PROOF, declare
from tests.claims.putting_forward import contract_put_forward
from tests.reports.test_dossier_download import PURPOSE, asked_again

pytestmark = pytest.mark.slow

READERS = ("adherent", "colleague", "committee", "lawyer")
OTHERS = (
    "other_adherent",
    "second_committee",
    "chair",
    "board",
    "administrator",
    "other_lawyer",
    "adviser",
)
WORDS = ("secret-preuve", "secret-offre", "secret-piece", "987,65", "987.65")
UNSTEADY = re.compile(r'csrfmiddlewaretoken" value="[^"]*"|/demandes/[0-9a-f-]{36}/')


class Told:
    """A claim with an offer, papers and losses that have words of their own."""

    def __init__(self, cast):
        case = factories.relayed_case(cast)
        self.case = case
        claim = taken_to(ClaimState.DOCUMENTED, cast, case)
        self.claim = claim
        line = claim.sheet.lines.get()
        proof = Received(b"%PDF-1.7 secret-preuve", "secret-preuve.pdf", "application/pdf")
        self.proof = actions.document_loss(line, proof, by=cast.adherent)
        actions.send_notice(claim, by=cast.adherent, seen=claim.version, sent_on=ON, mode="lrar")
        letter = Received(b"%PDF-1.7 secret-piece", "secret-piece.pdf", "application/pdf")
        self.paper = actions.add_paper(
            claim,
            letter,
            by=cast.adherent,
            seen=claim.version,
            kind=PaperKind.DEPOSIT,
            dated_on=ON,
        )
        self.offer = offer(claim, cast, "987.65")
        type(self.offer).objects.filter(pk=self.offer.pk).update(note="secret-offre")

    @property
    def own_pages(self) -> list[str]:
        """What names the claim: to others, not found."""
        claim = self.claim.pk
        return [
            reverse("claim-detail", args=[claim]),
            reverse("claim-act", args=[claim, "reponse"]),
            reverse("claim-paper", args=[self.paper.item_id]),
            reverse("claim-contracts", args=[claim]),
            reverse("claim-grounds", args=[claim]),
            reverse("claim-rights", args=[claim]),
            reverse("loss-sheet", args=[self.claim.sheet_id]),
            reverse("loss-line", args=[self.proof.line_id]),
            reverse("loss-document", args=[self.proof.item_id]),
        ]

    @property
    def common_pages(self) -> list[str]:
        """Lists, searches, counts and exports, where it could show through."""
        return [
            reverse("home"),
            reverse("claim-list"),
            reverse("claim-list") + f"?apres={self.claim.pk}",
            reverse("claim-list") + "?etat=negotiating",
            reverse("claim-list") + f"?q={self.claim.reference}",
            reverse("claim-recovery"),
            reverse("counsel-claims", args=[self.case.pk]),
            reverse("counsel-claims-csv", args=[self.case.pk]),
            reverse("case-detail", args=[self.case.pk]),
            reverse("case-list") + f"?q={self.claim.reference}",
            reverse("dossier-list"),
            reverse("observation-list"),
            "/bureau/evidence/entry/",
            f"/bureau/evidence/entry/?q={self.claim.reference}",
            f"/bureau/evidence/entry/?q={self.claim.pk}",
            "/api/v1/cases/",
            f"/api/v1/cases/?search={self.claim.reference}",
        ]


@pytest.fixture
def told(cast, references) -> Told:
    return Told(cast)


def body(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers}{content.decode(errors='replace')}"


@pytest.mark.parametrize("who", READERS)
def test_its_readers_read_it(told, cast, logged_in, who):
    reader = getattr(cast, who)
    client = asked_again(logged_in(reader), reader)
    shown = body(client.get(told.own_pages[0]))
    assert all(word in shown for word in ("secret-offre", "secret-piece", "987,65"))
    proof = reverse("loss-document", args=[told.proof.item_id])
    assert "secret-preuve" in body(client.post(proof, {"purpose": PURPOSE}))


@pytest.mark.parametrize("who", OTHERS)
def test_to_everyone_else_it_does_not_exist(told, cast, logged_in, who):
    client = logged_in(getattr(cast, who))
    for page in told.own_pages:
        assert client.get(page).status_code == 404, page
        assert client.post(page).status_code in (404, 405), page
    for slug in ("accepter", "refuser"):
        address = reverse("offer-answer", args=[told.offer.pk, slug])
        assert client.post(address, {"seen": "1"}).status_code == 404
    for page in told.common_pages:
        shown = body(client.get(page, follow=True))
        # What they typed themselves may be said back to them.
        typed = {told.claim.reference, str(told.claim.pk)} if "?" in page else set()
        for word in {*WORDS, told.claim.reference, str(told.claim.pk)} - typed:
            assert word not in shown, (page, word)


@pytest.mark.parametrize("state", [ClaimState.DRAFT, ClaimState.WITHDRAWN])
def test_to_its_lawyer_it_exists_while_it_is_sent_alone(told, cast, logged_in, state):
    """Before it is sent, once it is taken back to be corrected, once it is withdrawn (G14)."""
    contract = contract_put_forward(told.claim, cast.adherent)
    client = logged_in(cast.lawyer)
    theirs = [*told.own_pages, reverse("contract-detail", args=[contract.pk])]
    theirs.remove(reverse("claim-contracts", args=[told.claim.pk]))
    for page in theirs:
        assert body(client.get(page)), page
    stamped = {**AFRESH, "state": state, **stamps(state, cast.adherent)}
    Claim.objects.filter(pk=told.claim.pk).update(**stamped)
    for page in theirs:
        assert client.get(page).status_code == 404, page
        assert client.post(page).status_code in (404, 405), page
    for page in told.common_pages:
        shown = body(client.get(page, follow=True))
        typed = {told.claim.reference, str(told.claim.pk)} if "?" in page else set()
        for word in {*WORDS, told.claim.reference, str(told.claim.pk)} - typed:
            assert word not in shown, (page, word)


@pytest.mark.parametrize("who", OTHERS)
def test_its_address_reads_like_one_that_was_never_given(told, cast, logged_in, who):
    client = logged_in(getattr(cast, who))
    there = client.get(reverse("claim-detail", args=[told.claim.pk]))
    never = client.get(reverse("claim-detail", args=[uuid4()]))
    assert UNSTEADY.sub("", there.content.decode()) == UNSTEADY.sub("", never.content.decode())


def test_another_claimant_of_the_same_case_sees_their_own_alone(told, cast, logged_in):
    own = actions.open_claim(told.case, by=cast.other_adherent)
    declare(own.sheet, cast.other_adherent)
    shown = body(logged_in(cast.other_adherent).get(reverse("claim-list")))
    assert (own.reference in shown, told.claim.reference in shown) == (True, False)


def test_the_handler_of_one_claim_reads_no_other_of_its_case(told, cast, logged_in):
    own = actions.open_claim(told.case, by=cast.other_adherent)
    client = logged_in(cast.committee)
    assert client.get(reverse("claim-detail", args=[own.pk])).status_code == 404
    assert own.reference not in body(client.get(reverse("claim-list")))


def test_a_file_is_named_as_it_came_and_the_table_by_its_case_alone(told, cast, logged_in):
    client = logged_in(cast.lawyer)
    table = client.get(reverse("counsel-claims-csv", args=[told.case.pk]))
    assert f"{told.case.reference}-demandes.csv" in table["Content-Disposition"]
    assert "Alpha" not in table["Content-Disposition"]


def test_the_journal_at_the_desk_shows_no_act_on_it(told, cast, logged_in):
    shown = body(logged_in(cast.chair).get("/bureau/evidence/entry/"))
    assert "demande d’indemnisation" not in shown
    assert "private:claim" not in shown


def test_a_refusal_tells_others_nothing(told, cast, logged_in):
    upload = SimpleUploadedFile("x.pdf", b"%PDF-1.7 x")
    address = reverse("claim-act", args=[told.claim.pk, "piece"])
    answer = logged_in(cast.other_adherent).post(address, {"document": upload})
    assert answer.status_code == 404
    assert told.claim.reference not in answer.content.decode()


def test_a_proof_of_another_organisation_is_not_joined_by_its_digest(told, cast):
    """The same bytes sent by two organisations are two files: neither learns of the other's."""
    own = actions.open_claim(told.case, by=cast.other_adherent)
    line = declare(own.sheet, cast.other_adherent)
    mine = actions.document_loss(line, PROOF, by=cast.other_adherent)
    assert LossDocument.objects.visible_to(cast.other_adherent).get() == mine
