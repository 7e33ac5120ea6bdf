"""Files whose time is over: the bytes go, the row and the journal stay, and what something still
needs is not touched."""

import csv
from datetime import date, timedelta
from functools import partial
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.claims import actions as losses
from cases.errors import GuardRefused, StepRefused
from cases.evidence import journal, store
from cases.evidence.models import Entry, Item
from cases.evidence.receiving import discard_item, erase_item
from cases.models import Attachment, Case, Observation
from cases.retention import retention_of_files
from cases.vocabulary import Nature
from reports import tasks
from reports.bundle import contents
from reports.retention import erase_old_file, erase_old_files, why_kept
from tests import factories
from tests.cases.races import together
from tests.reports import dossiers
from tests.reports.test_verify_custody import verdict

__all__ = ["verdict"]

race = together.race
LATER = timedelta(days=5 * 366)
PHOTO = b"une photo"


@pytest.fixture
def case(cast):
    return factories.dismissed_case(cast)


@pytest.fixture
def attachment(case):
    return Attachment.objects.get(item=factories.handed_in(case, PHOTO))


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


def reason_of(attachment):
    return (why_kept(Attachment.objects.get(pk=attachment.pk)) or "").replace("\xa0", " ")


def test_past_its_time_the_bytes_go_and_the_row_and_the_journal_stay(
    cast, case, attachment, later, erase, verdict
):
    later()
    assert erase(by=cast.administrator) == 1
    item = Item.objects.get(pk=attachment.item_id)
    assert not store.has(item.sha256)
    assert (item.size, item.name, item.erased_rule) == (9, "ecran.png", "observation_files")
    entry = Entry.objects.get(verb="file.erased")
    assert (entry.actor, entry.subject, entry.thread) == (
        cast.administrator,
        item.journal_name,
        case.journal_name,
    )
    assert entry.details == {
        "sha256": item.sha256,
        "size": 9,
        "media_type": "image/png",
        "rule": "observation_files",
    }
    status, said = verdict()
    assert status == 0
    assert said.endswith("Effacés à l’échéance de leur conservation : 1.")
    assert erase() == 0
    assert reason_of(attachment).startswith("Ce fichier est déjà effacé, depuis le")


def test_until_its_last_day_it_stays(attachment, time_machine, erase):
    closed_on = timezone.localdate(attachment.observation.case.dismissed_at)
    last_day = retention_of_files().last_day(closed_on)
    time_machine.move_to(timezone.make_aware(timezone.datetime(*last_day.timetuple()[:3], 23)))
    assert reason_of(attachment).startswith("Ce fichier est à garder jusqu’au ")
    assert erase() == 0
    time_machine.shift(timedelta(hours=2))
    assert erase() == 1


def test_the_delay_is_data_and_says_that_counsel_has_to_confirm_it():
    rule = retention_of_files()
    assert rule.basis.to_confirm
    assert rule.last_day(date(2024, 2, 29)) == date(2024 + rule.years, 2, 28)


def mandated(cast, case, item):
    factories.mandate(cast, case)


def exhibited(cast, case, item):
    actions.exhibit_item(case, item, by=cast.committee, title="Photo", nature=Nature.COPY)


def listed_then_withdrawn(cast, case, item):
    exhibited(cast, case, item)
    dossiers.requested(cast, case)
    exhibit = item.exhibits.get()
    actions.withdraw_exhibit(exhibit, by=cast.committee, reason="Hors sujet.")


def claimed(cast, case, item):
    losses.open_sheet(Case.objects.get(pk=case.pk), by=cast.adherent)


def reopened(cast, case, item):
    actions.reopen_case(case, by=cast.committee, seen=case.version, reason="À revoir.")


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (mandated, "Un avocat est mandaté sur le cas"),
        (exhibited, "Ce fichier est la pièce n° 1 du cas"),
        (listed_then_withdrawn, "Ce fichier est la pièce n° 1 du cas"),
        (claimed, "Une demande est en cours sur le cas"),
        (reopened, "est encore ouvert : le fichier reste"),
    ],
)
def test_what_is_still_needed_stays_whatever_its_age(
    cast, case, attachment, later, erase, act, why
):
    act(cast, case, attachment.item)
    later()
    assert erase() == 0
    assert why in reason_of(attachment)
    with pytest.raises(StepRefused):
        erase_old_file(attachment, by=cast.administrator)
    assert store.has(attachment.item.sha256)
    assert not Entry.objects.filter(verb="file.erased").exists()


def test_the_file_of_an_observation_that_waits_stays_and_of_one_set_aside_goes(cast, later, erase):
    waiting, aside = (factories.observation(cast.adherent) for _ in range(2))
    for seen in (waiting, aside):
        item = factories.keep_received(
            factories.Received(PHOTO, "ecran.png", "image/png"), by=cast.adherent
        )
        Attachment.objects.create(item=item, observation=seen)
    actions.set_aside_observations([aside], by=cast.committee, reason="Notre réseau.")
    later()
    assert reason_of(waiting.attachments.get()).startswith("L’observation attend encore")
    assert erase() == 1
    assert aside.attachments.get().item.erased_at
    assert store.has(waiting.attachments.get().item.sha256), "the same bytes, still needed"


def test_of_a_relayed_case_the_delay_runs_from_the_relay(cast, later, erase):
    case = factories.relayed_case(cast)
    item = factories.handed_in(case, PHOTO)
    later()
    assert erase() == 1
    assert not store.has(item.sha256)


def test_the_committee_s_own_file_of_a_case_goes_too(cast, case, later, erase):
    received = factories.Received(PHOTO, "ecran.png", "image/png")
    actions.attach_to_case(case, received, by=cast.committee)
    later()
    assert erase() == 1


def test_a_dossier_is_not_lost_with_a_copy_of_it_that_was_handed_in(
    cast, case, later, erase, django_capture_on_commit_callbacks
):
    dossier = dossiers.ready(cast, case)
    journal.record("dossier.produced", dossier, by=None, details={"sha256": dossier.sha256})
    with store.open_kept(dossier.sha256) as kept:
        content = kept.read()
    factories.handed_in(case, content, "dossier.pdf", "application/pdf")
    other = factories.handed_in(case, content, "dossier.pdf", "application/pdf")
    later()
    assert erase() == 2
    assert store.has(dossier.sha256)
    draft = factories.keep_received(
        factories.Received(content, "dossier.pdf", "application/pdf"), by=cast.adherent
    )
    with django_capture_on_commit_callbacks(execute=True):
        discard_item(draft, by=cast.adherent)
    assert store.has(dossier.sha256)
    assert other.sha256 == dossier.sha256


def test_who_dies_before_the_bytes_are_gone_is_found_and_finished(
    attachment, later, erase, verdict
):
    later()
    erase_old_files()
    status, said = verdict()
    erased = Entry.objects.get(verb="file.erased")
    assert status == 1
    assert f"le fichier que l’entrée n° {erased.sequence} dit effacé est encore au coffre" in said
    assert erase() == 0
    assert verdict()[0] == 0


def test_a_row_that_says_erased_without_an_act_is_named(attachment, verdict):
    Item.objects.update(erased_at=timezone.now(), erased_rule="x")
    assert f"la fiche « {attachment.item.journal_name} »" in verdict()[1]


def test_a_row_that_hides_its_erasure_is_named(attachment, later, erase, verdict):
    later()
    erase()
    Item.objects.update(erased_at=None, erased_rule="")
    assert verdict()[0] == 1


def test_the_database_wants_a_rule_with_a_date(attachment):
    with pytest.raises(IntegrityError, match="evidence_item_erased_by_a_rule"):
        Item.objects.update(erased_at=timezone.now())


def test_an_item_is_erased_once(attachment):
    assert erase_item(attachment, rule="x", by=None)
    assert not erase_item(attachment, rule="x", by=None)


def test_pages_say_when_it_was_erased_and_hand_out_nothing(
    cast, case, attachment, later, erase, logged_in
):
    later()
    erase()
    day = f"{timezone.localtime():%Y}"
    client = logged_in(cast.committee)
    of_case = client.get(reverse("case-attachments", args=[case.pk])).content.decode()
    of_observation = client.get(reverse("observation-detail", args=[attachment.observation_id]))
    seen = attachment.observation_id
    desk = client.get(reverse("admin:cases_observation_change", args=[seen]))
    for page in (of_observation.content.decode(), desk.content.decode()):
        assert "effacé le" in page
        assert day in page
    assert "effacé" not in of_case, "only its own files"
    preview = client.get(reverse("attachment-preview", args=[attachment.item_id]))
    text = preview.content.decode()
    assert "Ce fichier est effacé depuis le" in text
    assert "Télécharger l’original" not in text
    download = client.get(reverse("attachment-download", args=[attachment.item_id]), follow=True)
    assert "Ce fichier est effacé depuis le" in download.content.decode()
    assert not Entry.objects.filter(verb__in=("file.viewed", "file.downloaded")).exists()


def test_the_bundle_lists_it_with_the_day_and_without_a_file(cast, case, attachment, later, erase):
    kept = factories.handed_in(case, b"une autre")
    dossier = dossiers.ready(cast, case)
    later()
    exhibit = Attachment.objects.get(item=kept)
    exhibited(cast, case, exhibit.item)
    erase()
    sheet = bag_of(dossier)["bordereau.csv"]
    rows = list(csv.DictReader(StringIO(sheet.decode("utf-8-sig")), delimiter=";"))
    assert [(row["fichier"], bool(row["effacé le (UTC)"])) for row in rows] == [
        ("", True),
        ("originals/002-ecran.png", False),
    ]
    assert "file.erased" in bag_of(dossier)["custody.jsonl"].decode()


def bag_of(dossier):
    seen = {}

    def read(name, label, payload, tags):
        for each in payload:
            with each.open() as content:
                seen[each.path] = content.read()
        return iter(())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contents, "streamed", read)
        contents.bundle(dossier, lambda **told: None)
    return seen


def test_what_is_erased_is_no_exhibit_any_more(cast, case, attachment, later, erase):
    later()
    erase()
    with pytest.raises(GuardRefused, match="ne peut pas en sortir"):
        exhibited(cast, case, attachment.item)


def test_the_command_names_them_then_erases_in_someone_s_name(
    cast, attachment, later, capsys, django_capture_on_commit_callbacks
):
    call_command("erase_old_files", list=True)
    assert capsys.readouterr().out == "Aucun fichier à effacer.\n"
    later()
    call_command("erase_old_files", list=True)
    assert capsys.readouterr().out == f"{attachment.item.sha256}  ecran.png\n"
    assert store.has(attachment.item.sha256)
    with pytest.raises(CommandError, match="quelle personne en décide"):
        call_command("erase_old_files")
    with django_capture_on_commit_callbacks(execute=True):
        call_command("erase_old_files", by=cast.administrator.email)
    assert capsys.readouterr().out == "1 fichier effacé.\n"
    assert Entry.objects.get(verb="file.erased").actor == cast.administrator


@pytest.mark.parametrize("is_on", [True, False])
def test_the_daily_sweep_erases_only_where_the_settings_say_so(attachment, later, settings, is_on):
    settings.ERASE_OLD_FILES = is_on
    later()
    tasks.erase_old_files()
    assert Entry.objects.filter(verb="file.erased").exists() is is_on


def test_a_file_is_exhibited_or_erased_never_both(cast, case, attachment, later, race):
    later()
    race(
        partial(exhibited, cast, Case.objects.get(pk=case.pk), attachment.item),
        partial(erase_old_file, Attachment.objects.get(pk=attachment.pk), by=None),
    )
    item = Item.objects.get(pk=attachment.item_id)
    assert item.exhibits.exists() != bool(item.erased_at)
    assert Observation.objects.exists()
