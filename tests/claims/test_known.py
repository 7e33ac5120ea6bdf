"""Since when the facts were known: limitation runs from that day, and the page says so."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.claims import actions
from cases.claims.deadlines import limitation_of, prudent_limitation_of
from cases.claims.knowing import proofs_open_to
from cases.claims.models import Claim, Knowledge
from cases.claims.notices import _warnings
from cases.errors import GuardRefused, StepRefused
from cases.evidence.models import Entry
from tests import factories
from tests.claims.claiming import hand_over, opened, taken_to
from tests.claims.declaring import PROOF
from tests.claims.putting_forward import contract_put_forward

KNOWN = date(2018, 2, 14)
HOW = "Courriel de l’éditeur reçu ce jour-là."


@pytest.fixture
def claim(cast, db):
    return opened(cast)


@pytest.fixture
def client(logged_in, cast):
    return logged_in(cast.adherent)


def say(claim, by, known_on=KNOWN, basis=HOW, evidence=None):
    return actions.say_when_known(
        claim, by=by, seen=claim.version, known_on=known_on, basis=basis, evidence=evidence
    )


def proof_of(claim, cast):
    return actions.document_loss(claim.sheet.lines.get(), PROOF, by=cast.adherent).item


def shown(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def page(client, name, claim):
    response = client.get(reverse(name, args=[claim.pk]))
    assert response.status_code == 200
    return shown(response)


def test_until_somebody_says_so_the_day_of_the_incident_counts(claim):
    assert limitation_of(claim).last_day == date(2023, 1, 9)


def test_limitation_runs_from_the_day_that_was_said_last(claim, cast):
    hand_over(claim.sheet)
    say(claim, cast.adherent)
    assert limitation_of(claim).last_day == date(2023, 2, 14)
    say(claim, cast.lawyer, date(2018, 3, 1))
    assert limitation_of(claim).last_day == date(2023, 3, 1)
    assert prudent_limitation_of(claim).last_day == date(2023, 1, 9)
    actions.take_back_when_known(claim, by=cast.adherent, seen=claim.version)
    assert limitation_of(claim).last_day == date(2023, 1, 9)
    assert Knowledge.objects.count() == 3


def test_the_warnings_follow_the_day_that_was_said(claim, cast):
    say(claim, cast.adherent)
    [warning] = _warnings(date(2023, 1, 20))
    assert (warning.kind, warning.about) == ("limitation_1", date(2023, 2, 14))


def test_twenty_years_from_the_incident_are_never_passed(claim, cast):
    say(claim, cast.adherent, date(2026, 11, 1))
    assert limitation_of(claim).last_day == date(2031, 11, 1)
    actions.record_limitation_event(
        claim,
        by=cast.adherent,
        seen=claim.version,
        code="acknowledgement",
        since=date(2026, 11, 2),
        until=None,
    )
    Claim.objects.get(pk=claim.pk).limitation_events.update(since=date(2031, 10, 1))
    again = Claim.objects.get(pk=claim.pk)
    assert limitation_of(again).last_day == date(2036, 10, 1)
    again.limitation_events.update(until=date(2037, 10, 1))
    assert limitation_of(Claim.objects.get(pk=claim.pk)).last_day == date(2038, 1, 9)


def test_the_journal_tells_who_said_it_and_by_which_piece_and_no_day(claim, cast):
    item = proof_of(claim, cast)
    say(claim, cast.adherent, evidence=item)
    entry = Entry.objects.get(verb="claim.facts_known")
    assert entry.details == {"sha256": item.sha256}


@pytest.mark.parametrize("who", ["committee", "other_adherent", "board", "other_lawyer"])
def test_nobody_but_the_claimant_and_their_lawyer_says_it_or_takes_it_back(claim, cast, who):
    by = getattr(cast, who)
    with pytest.raises(PermissionDenied):
        say(claim, by)
    say(claim, cast.adherent)
    with pytest.raises(PermissionDenied):
        actions.take_back_when_known(claim, by=by, seen=claim.version)
    assert Knowledge.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"known_on": date(2018, 1, 8)}, "précède l’incident"),
        ({"known_on": "tomorrow"}, "pas encore venue"),
        ({"basis": "  "}, "comment les faits ont été connus"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(claim, cast, told, sentence):
    if told.get("known_on") == "tomorrow":
        told = {"known_on": timezone.localdate() + timedelta(days=1)}
    with pytest.raises(GuardRefused, match=sentence):
        say(claim, cast.adherent, **told)
    assert not Knowledge.objects.exists()


def test_a_piece_of_another_claim_shows_nothing(claim, cast):
    other = opened(cast, factories.case(cast))
    with pytest.raises(GuardRefused, match="n’est plus sur la demande"):
        say(claim, cast.adherent, evidence=proof_of(other, cast))


def test_what_was_never_said_is_not_taken_back(claim, cast):
    with pytest.raises(GuardRefused, match="Aucune date n’est notée"):
        actions.take_back_when_known(claim, by=cast.adherent, seen=claim.version)


def test_an_ended_claim_changes_no_more(cast, db):
    claim = taken_to("paid", cast)
    with pytest.raises(StepRefused):
        say(claim, cast.adherent)


@pytest.mark.parametrize(
    "row", [{"known_on": KNOWN}, {"basis": HOW}, {"known_on": None, "basis": "x"}]
)
def test_the_database_holds_a_day_with_how_it_was_known(claim, cast, row):
    with (
        pytest.raises(IntegrityError, match="knowledge_says_how_or_is_taken_back"),
        transaction.atomic(),
    ):
        Knowledge.objects.create(claim=claim, recorded_by=cast.adherent, **row)


def test_a_member_says_when_and_the_page_tells_from_when_and_by_which_piece(client, claim, cast):
    item = proof_of(claim, cast)
    sent = {"seen": claim.version, "known_on": "14/02/2018", "basis": HOW, "evidence": str(item.pk)}
    assert str(item) in page(client, "claim-known", claim)
    response = client.post(reverse("claim-known", args=[claim.pk]), sent)
    assert response.url == reverse("claim-detail", args=[claim.pk])
    told = page(client, "claim-detail", claim)
    assert "Compté du 14 févr. 2018" in told
    assert "À vérifier par l’avocat" in told
    assert f"Pièce : {item}" in told
    assert "le dernier jour serait le 9 janv. 2023" in told
    sheet = client.get(reverse("loss-sheet", args=[claim.sheet_id]))
    assert "14 févr. 2023" in shown(sheet)


def test_what_was_typed_comes_back_with_the_reason(client, claim):
    sent = {"seen": claim.version, "known_on": "08/01/2018", "basis": HOW}
    response = client.post(reverse("claim-known", args=[claim.pk]), sent)
    assert response.status_code == 422
    assert "précède l’incident" in shown(response)
    assert HOW in shown(response)


def test_it_is_taken_back_on_its_page_and_once(client, claim, cast):
    say(claim, cast.adherent)
    sent = {"take_back": "1", "seen": claim.version}
    address = reverse("claim-known", args=[claim.pk])
    assert "court de nouveau" in shown(client.post(address, sent, follow=True))
    assert "Aucune date" in shown(client.post(address, sent, follow=True))


def test_the_handler_reads_that_a_contract_shows_it_and_not_which(claim, cast, logged_in):
    contract = contract_put_forward(claim, cast.adherent)
    hand_over(claim.sheet)
    [item] = [file.item for file in contract.files.all()]
    assert item.pk in proofs_open_to(claim, cast.adherent)
    say(claim, cast.adherent, evidence=item)
    told = page(logged_in(cast.committee), "claim-detail", claim)
    assert "Pièce : fichier d’un contrat" in told
    assert item.name not in told
    assert item.name in page(logged_in(cast.lawyer), "claim-detail", claim)
