import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from cases import actions
from cases.errors import GuardRefused, StepRefused
from cases.evidence.models import Entry
from cases.models import AdviceNote, Attachment, Case, Mandate, PrivateNote
from reports.models import Dossier
from tests import factories
from tests.reports import dossiers
from tests.traces import one_entry, refused


@pytest.fixture
def case(cast):
    return factories.case(cast)


@pytest.fixture
def adviser(cast, case):
    """Mandated to advise under a pseudonym, and for nothing else."""
    return factories.advice_mandate(cast, case).lawyer


def test_a_lawyer_keeps_a_note_and_the_journal_does_not_know(cast, case):
    factories.mandate(cast, case)
    before = Entry.objects.count()
    note = actions.write_private_note(case, by=cast.lawyer, text=" Voir le contrat.\n")
    assert (note.text, note.author) == ("Voir le contrat.", cast.lawyer)
    assert str(note) == str(note.pk), "its name says nothing of it"
    actions.erase_private_note(note, by=cast.lawyer)
    assert not PrivateNote.objects.exists()
    assert Entry.objects.count() == before


def test_an_empty_note_is_refused(cast, case, adviser):
    with refused(GuardRefused, "Écrivez la note avant de la garder."):
        actions.write_private_note(case, by=adviser, text="  ")
    with refused(GuardRefused, "Écrivez la note avant de la signer."):
        actions.sign_note(case, by=adviser, text="\n")


@pytest.mark.parametrize("who", ["lawyer", "committee", "board", "adherent"])
def test_without_a_mandate_nobody_writes_one(cast, case, who):
    with refused(PermissionDenied):
        actions.write_private_note(case, by=getattr(cast, who), text="Voir le contrat.")
    with refused(PermissionDenied):
        actions.sign_note(case, by=getattr(cast, who), text="Voir le contrat.")


def test_nobody_else_erases_it_and_it_is_erased_once(cast, case, adviser):
    note = actions.write_private_note(case, by=adviser, text="Voir le contrat.")
    for who in (cast.committee, cast.lawyer):
        with refused(PermissionDenied):
            actions.erase_private_note(note, by=who)
    copy = PrivateNote.objects.get()
    actions.erase_private_note(note, by=adviser)
    with refused(StepRefused, "Cette note est déjà effacée."):
        actions.erase_private_note(copy, by=adviser)


def test_it_is_its_author_s_and_goes_out_of_sight_with_the_mandate(cast, case, adviser):
    factories.mandate(cast, case)
    actions.write_private_note(case, by=adviser, text="Voir le contrat.")
    everyone = (cast.committee, cast.chair, cast.board, cast.administrator, cast.lawyer)
    for who in everyone:
        assert not PrivateNote.objects.visible_to(who).exists()
    assert PrivateNote.objects.visible_to(adviser).exists()
    actions.revoke_mandate(case.mandates.get(lawyer=adviser), by=cast.committee)
    assert not PrivateNote.objects.visible_to(adviser).exists()


def test_an_adviser_signs_under_the_pseudonym_of_the_mandate(case, adviser):
    with one_entry("note.signed", case.journal_name, adviser) as written:
        note = actions.sign_note(case, by=adviser, text="La clause 12 me paraît nulle.")
    [entry] = written
    assert entry.details == {"sha256": note.sha256}
    assert (note.pseudonym, note.entry, note.case) == (factories.PSEUDONYM, entry, case)
    assert AdviceNote.objects.get().is_as_signed
    assert str(note) == f"{case} – {factories.PSEUDONYM}"


def test_the_mandated_counsel_does_not_sign_advice(cast, case):
    factories.mandate(cast, case)
    with refused(PermissionDenied):
        actions.sign_note(case, by=cast.lawyer, text="La clause 12 me paraît nulle.")


@pytest.mark.parametrize(
    "changed",
    [{"text": "La clause 12 est valable."}, {"pseudonym": "Un autre"}, {"sha256": "0" * 64}],
)
def test_a_note_that_was_changed_is_no_longer_as_signed(case, adviser, changed):
    actions.sign_note(case, by=adviser, text="La clause 12 me paraît nulle.")
    AdviceNote.objects.update(**changed)
    assert not AdviceNote.objects.get().is_as_signed


def test_a_note_of_another_case_is_not_as_signed(cast, case, adviser):
    actions.sign_note(case, by=adviser, text="La clause 12 me paraît nulle.")
    AdviceNote.objects.update(case=factories.case(cast, cast.third_committee))
    assert not AdviceNote.objects.get().is_as_signed


def test_the_committee_and_whoever_holds_a_mandate_read_it(cast, case, adviser):
    actions.sign_note(case, by=adviser, text="La clause 12 me paraît nulle.")
    assert AdviceNote.objects.visible_to(cast.lawyer).count() == 0
    factories.mandate(cast, case)
    read = (cast.committee, cast.lawyer, adviser)
    assert [AdviceNote.objects.visible_to(who).count() for who in read] == [1, 1, 1]
    kept_out = (cast.adherent, cast.board, cast.administrator)
    assert [AdviceNote.objects.visible_to(who).count() for who in kept_out] == [0, 0, 0]


def test_an_adviser_takes_no_file_and_no_dossier_away(cast, case, adviser):
    dossiers.ready(cast, case)
    assert Case.objects.visible_to(adviser).filter(pk=case.pk).exists()
    assert not Attachment.objects.visible_to(adviser).exists()
    assert not Dossier.objects.visible_to(adviser).exists()
    assert not Mandate.objects.of_counsel(adviser).exists()


@pytest.mark.parametrize(
    ("model", "change", "constraint"),
    [
        (PrivateNote, {"text": ""}, "private_note_says_something"),
        (AdviceNote, {"pseudonym": ""}, "advice_note_says_something_under_a_name"),
        (AdviceNote, {"text": ""}, "advice_note_says_something_under_a_name"),
    ],
)
def test_the_database_holds_the_rules(case, adviser, model, change, constraint):
    actions.write_private_note(case, by=adviser, text="Voir le contrat.")
    actions.sign_note(case, by=adviser, text="La clause 12 me paraît nulle.")
    with pytest.raises(IntegrityError, match=constraint):
        model.objects.update(**change)
