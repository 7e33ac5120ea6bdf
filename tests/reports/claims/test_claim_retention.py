"""Files of a claim whose time is over: those handed in, those made; what still holds them."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from cases.claims import actions as losses
from cases.claims.models import Claim, ClaimPaper, LossDocument
from cases.claims.references import load_references
from cases.claims.vocabulary import PaperKind
from cases.errors import StepRefused
from cases.evidence import store
from cases.evidence.models import Entry
from cases.evidence.receiving import Received
from cases.models import Mandate
from reports.binding.outcome import MadeFile
from reports.claims import actions, making, retention
from reports.claims.models import ClaimDocument, DocumentKind
from reports.retention import erase_old_files
from reports.states import FileKind
from tests import factories
from tests.cases.races import together
from tests.claims.claiming import ON, pay, taken_to
from tests.claims.declaring import PROOF
from tests.claims.grouping import cohort_on
from tests.reports.claims import papers
from tests.reports.test_verify_custody import verdict

__all__ = ["verdict"]

race = together.race
LATER = timedelta(days=6 * 366)
DEPOSIT = Received(b"%PDF-1.7 depot", "depot.pdf", "application/pdf")


def made(subject, by):
    document = papers.requested(subject, by) if isinstance(subject, Claim) else subject
    made_of = making.Made(b"%PDF-1.7 " + str(document.pk).encode(), b"PK lettre")
    making._finish(making._claimed(document.pk), made_of)
    return ClaimDocument.objects.get(pk=document.pk)


def ended(cast, state="paid"):
    """With a proof of a loss, a paper and a letter; nobody is mandated any more."""
    load_references()
    claim = taken_to("settled", cast) if state == "paid" else taken_to("notice_sent", cast)
    losses.document_loss(claim.sheet.lines.get(), PROOF, by=cast.adherent)
    losses.add_paper(
        claim, DEPOSIT, by=cast.adherent, seen=claim.version, kind=PaperKind.DEPOSIT, dated_on=ON
    ) if state != "paid" else None
    made(claim, cast.adherent)
    if state == "paid":
        pay(claim, cast)
    else:
        losses.withdraw_claim(claim, by=cast.adherent, seen=claim.version, reason="Réglé.")
    Mandate.objects.update(revoked_at=timezone.now(), revoked_by=cast.committee)
    return Claim.objects.get(pk=claim.pk)


@pytest.fixture
def claim(cast, db):
    return ended(cast)


@pytest.fixture
def later(time_machine):
    def travel():
        time_machine.move_to(timezone.now() + LATER, tick=False)

    return travel


@pytest.fixture
def erase(django_capture_on_commit_callbacks):
    def erased(**who):
        with django_capture_on_commit_callbacks(execute=True):
            return erase_old_files(**who)

    return erased


def test_past_their_time_the_bytes_go_and_rows_and_journal_stay(
    claim, cast, later, erase, verdict, capsys
):
    letter, proof = claim.documents.get(), LossDocument.objects.get()
    later()
    call_command("erase_old_files", list=True)
    assert letter.sha256 in capsys.readouterr().out
    assert erase(by=cast.administrator) == 2
    assert not any(map(store.has, (letter.sha256, letter.editable_sha256, proof.item.sha256)))
    letter.refresh_from_db()
    assert (letter.erased_rule, bool(letter.sha256)) == ("claim_files", True)
    subjects = Entry.objects.filter(verb="file.erased").values_list("subject", flat=True)
    assert set(subjects) == {letter.journal_name, proof.item.journal_name}
    assert verdict()[0] == 0
    assert erase() == 0


def made_with_its_schedule(claim, cast, folder):
    """The document, and the schedule that was made with it."""
    document = papers.requested(claim, cast.adherent, DocumentKind.DOSSIER)
    path = folder / "bordereau.pdf"
    path.write_bytes(b"%PDF-1.7 bordereau")
    schedule = MadeFile(FileKind.SCHEDULE, path.name, path, 1)
    held = making._claimed(document.pk)
    making._finish(held, making.Made(b"%PDF-1.7 dossier", beside=(schedule,)))
    return ClaimDocument.objects.get(pk=document.pk), document.files.get()


def test_what_was_bound_with_a_dossier_goes_with_it(claim, cast, later, erase, verdict, tmp_path):
    _document, file = made_with_its_schedule(claim, cast, tmp_path)
    assert verdict()[0] == 0
    later()
    erase()
    assert not store.has(file.sha256)
    assert Entry.objects.filter(verb="file.erased", subject=file.journal_name).exists()
    assert verdict()[0] == 0


def test_the_bytes_that_a_dead_process_left_of_it_go_too(claim, cast, later, tmp_path):
    document, file = made_with_its_schedule(claim, cast, tmp_path)
    later()
    retention.erase_document(document, by=None)
    assert store.has(file.sha256)
    erase_old_files()
    assert not store.has(file.sha256)


def test_of_a_withdrawn_claim_the_papers_go_too(cast, db, later, erase):
    claim = ended(cast, "withdrawn")
    later()
    assert erase() == 3
    assert ClaimPaper.objects.get(claim=claim).item.erased_at


def test_until_its_last_day_everything_stays(claim, erase):
    assert erase() == 0
    assert "à garder jusqu’au" in retention.why_kept(claim)


def not_ended(cast, claim):
    Claim.objects.filter(pk=claim.pk).update(state="settled", paid_at=None, paid_by=None)


def mandated(cast, claim):
    factories.mandate(cast, claim.case)


def grouped(cast, claim):
    cohort_on(claim.case, by=cast.chair)


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (not_ended, "n’a pas pris fin"),
        (mandated, "Un avocat est mandaté"),
        (grouped, "dans une action de groupe"),
    ],
)
def test_what_still_holds_a_claim_holds_its_files(claim, cast, later, erase, act, why):
    act(cast, claim)
    later()
    assert erase() == 0
    held = Claim.objects.get(pk=claim.pk)
    assert why in retention.why_kept(held)
    with pytest.raises(StepRefused, match=why):
        retention.erase_document(claim.documents.get(), by=None)
    with pytest.raises(StepRefused, match=why):
        retention.erase_file(LossDocument.objects.get(), by=None)
    assert not Entry.objects.filter(verb="file.erased").exists()


def test_a_withdrawn_claim_that_may_be_brought_again_keeps_its_files(cast, db, later, erase):
    claim = ended(cast, "withdrawn")
    later()
    known = timezone.localdate() - timedelta(days=30)
    claim.knowledge.create(known_on=known, basis="Courriel.", recorded_by=cast.adherent)
    assert "peut encore être rouverte" in retention.why_kept(claim)
    assert erase() == 0


def test_a_letter_goes_with_the_closed_file_of_its_customer(cast, db, later, erase):
    load_references()
    file = papers.customer(cast)
    letter = made(
        actions.request_reversibility(file, papers.MENTIONS, by=cast.adherent), cast.adherent
    )
    later()
    assert "encore ouvert" in retention.why_document_is_kept(letter)
    losses.close_switching_file(file, by=cast.adherent)
    later()
    assert erase() == 1
    assert not store.has(letter.sha256)


def test_the_same_bytes_of_another_document_stay(claim, cast, later, erase):
    other = made(papers.requested(claim, cast.adherent), cast.adherent)
    first = claim.documents.get(number=1)
    later()
    assert retention.erase_document(first, by=None)
    retention._discard(first.sha256, first.editable_sha256)
    assert store.has(other.editable_sha256)
    assert store.has(other.sha256)
    assert not store.has(first.sha256)


def test_who_dies_before_the_bytes_are_gone_is_finished(claim, later, erase):
    letter = claim.documents.get()
    later()
    erase_old_files()
    assert store.has(letter.sha256)
    erase()
    assert not store.has(letter.sha256)


def test_pages_say_when_it_was_erased_and_hand_out_nothing(claim, cast, later, erase, logged_in):
    letter = claim.documents.get()
    later()
    erase()
    client = logged_in(cast.adherent)
    page = client.get(reverse("claim-document", args=[letter.pk])).content.decode()
    assert "Ce fichier est effacé depuis le" in page
    assert "Télécharger le PDF" not in page
    with pytest.raises(StepRefused, match="est effacé depuis le"):
        actions.download_document(ClaimDocument.objects.get(pk=letter.pk), by=cast.adherent)
    line = client.get(reverse("loss-line", args=[claim.sheet.lines.get().pk])).content.decode()
    assert "effacé le" in line


def test_the_database_wants_a_rule_with_a_date(claim):
    with pytest.raises(IntegrityError, match="claim_document_erased_by_a_rule"):
        ClaimDocument.objects.update(erased_at=timezone.now())


def test_a_document_is_erased_once(cast, later, race):
    claim = ended(cast)
    letter = claim.documents.get()
    later()
    outcomes = race(*[lambda: retention.erase_document(letter, by=None)] * 2)
    assert sorted(outcomes) == [False, True]
    assert Entry.objects.filter(verb="file.erased").count() == 1
