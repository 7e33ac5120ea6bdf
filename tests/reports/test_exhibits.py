"""The schedule of exhibits: frozen with a dossier, numbered, printed, cited."""

from datetime import date

import pytest
from django.core.management import call_command
from django.template import Context
from django.utils.safestring import SafeString

from cases import actions
from cases.errors import StepRefused
from cases.evidence import store
from cases.evidence.models import Entry, Item
from cases.evidence.receiving import Received
from cases.vocabulary import Nature
from reports import production
from reports.actions import cancel_dossier, request_dossier
from reports.content import ChronologyRow, Degree, Schedule
from reports.models import Dossier
from reports.pieces import templates
from reports.templatetags.print_fr import citing
from tests import factories
from tests.reports import dossiers, files
from tests.reports.sample import at, incident_report
from tests.reports.sample import exhibit as line


@pytest.fixture
def case(cast):
    case = factories.case(cast)
    for title in ("Courriel de l’éditeur", "Copie d’écran"):
        factories.exhibit(cast, case, title)
    return case


def requested(case, cast):
    dossier = request_dossier(case, by=cast.committee)
    cancel_dossier(dossier, by=cast.committee)
    return dossier.content["schedule"]


def test_a_dossier_freezes_the_schedule_and_settles_its_numbers(cast, case):
    schedule = requested(case, cast)
    assert schedule["number"] == 1
    lines = [(each["number"], each["title"], each["nature"]) for each in schedule["exhibits"]]
    assert lines == [
        (1, "Courriel de l’éditeur", "Capture d’écran"),
        (2, "Copie d’écran", "Capture d’écran"),
    ]
    item = case.exhibits.get(number=2).item
    assert (schedule["exhibits"][1]["sha256"], schedule["exhibits"][1]["size"]) == (
        item.sha256,
        item.size,
    )
    assert not case.exhibits.movable().exists()


def test_the_same_lines_are_the_same_schedule_and_others_are_the_next_one(cast, case):
    assert [requested(case, cast)["number"] for _ in range(2)] == [1, 1]
    factories.exhibit(cast, case, "Relevé de sonde")
    assert requested(case, cast)["number"] == 2
    actions.withdraw_exhibit(case.exhibits.get(number=1), by=cast.committee, reason="Erreur.")
    last = requested(case, cast)
    assert last["number"] == 3
    assert [each["number"] for each in last["exhibits"] if each["withdrawn_on"]] == [1]
    assert "Erreur." not in str(last)


def test_what_may_no_longer_leave_stops_the_next_dossier(cast, case):
    exhibit = case.exhibits.get(number=2)
    Item.objects.filter(pk=exhibit.item_id).update(privileged=True)
    with pytest.raises(StepRefused, match="La pièce n°\u00a02 ne peut pas sortir"):
        request_dossier(case, by=cast.committee)
    actions.withdraw_exhibit(exhibit, by=cast.committee, reason="Secret de l’avocat.")
    assert len(requested(case, cast)["exhibits"]) == 1


def test_a_business_secret_stops_the_next_dossier_too(cast, case):
    exhibit = case.exhibits.get(number=2)
    Item.objects.filter(pk=exhibit.item_id).update(business_secret=True, secret_reason="Tarif.")
    with pytest.raises(StepRefused, match="secret des affaires ou fichier infecté"):
        request_dossier(case, by=cast.committee)


def test_the_schedule_says_of_what_an_exhibit_is_the_redacted_version(cast, case):
    whole = factories.handed_in(case, b"un tarif", name="tarif.pdf")
    Item.objects.filter(pk=case.exhibits.get(number=2).item_id).update(redacts=whole)
    told = requested(case, cast)["exhibits"][1]["nature"]
    assert told == "Capture d’écran, version caviardée de « tarif.pdf »"
    Item.objects.filter(pk=whole.pk).update(business_secret=True, secret_reason="Nos remises.")
    told = requested(case, cast)["exhibits"][1]["nature"]
    assert told.endswith("« tarif.pdf » (secret des affaires)")


def test_a_case_without_exhibits_has_no_schedule(cast):
    assert requested(factories.case(cast), cast) is None


def test_a_fact_and_a_finding_name_the_exhibits_of_who_tells_them(cast):
    told = factories.statement(factories.answers(blocked_at=at("2018-01-09T09:00")))
    seen = [factories.observation(who, told) for who in (cast.adherent, cast.other_adherent)]
    case = actions.open_case(
        seen, by=cast.committee, title="Connexion impossible", occurred_on=date(2018, 1, 9)
    )
    for observation in (*seen, seen[0], seen[1]):
        attach(case, observation, by=cast.committee)
    actions.withdraw_exhibit(case.exhibits.get(number=3), by=cast.committee, reason="Erreur.")
    content = request_dossier(case, by=cast.committee).content
    [row] = content["chronology"]
    assert (row["observers"], row["exhibits"]) == ([1, 2], [1, 2, 3])
    assert content["findings"][0]["exhibits"] == [1, 2, 3]


def attach(case, observation, *, by):
    """A file that its observer handed in, put on the schedule."""
    content = f"{observation.pk} {Item.objects.count()}".encode()
    received = Received(content, "ecran.png", "image/png")
    handed_in = actions.attach_to_observation(observation, received, by=observation.reported_by)
    actions.exhibit_item(
        case, handed_in.item, by=by, title="Copie d’écran", nature=Nature.SCREENSHOT
    )


SCHEDULE = Schedule(1, tuple(line(number) for number in (1, 4, 5, 7)))
LINK = '<a href="part:exhibit-{}">{}</a>'


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("Voir la pièce n° 4.", f"Voir la {LINK.format(4, 'pièce n° 4')}."),
        ("Pièce 4", LINK.format(4, "Pièce 4")),
        ("PIÈCE N°4", LINK.format(4, "PIÈCE N°4")),
        (
            "pièces n°\u00a04, 5 et 7",
            f"{LINK.format(4, 'pièces n°\u00a04')}, {LINK.format(5, '5')} et {LINK.format(7, '7')}",
        ),
        ("pièce n° 12 et pièce 1", f"pièce n° 12 et {LINK.format(1, 'pièce 1')}"),
        (
            "exhibits no.\u00a04, 5 and 7",
            f"{LINK.format(4, 'exhibits no.\u00a04')}, {LINK.format(5, '5')} and "
            f"{LINK.format(7, '7')}",
        ),
        ("pièce n° 44", "pièce n° 44"),
        ("la pièce manque, 4 fois", "la pièce manque, 4 fois"),
        ("espièce 4", "espièce 4"),
        ("pièce n° 4123456", "pièce n° 4123456"),
    ],
)
def test_a_number_of_the_schedule_leads_to_its_line(said, printed):
    assert citing(SafeString(said), SCHEDULE) == printed


def test_without_a_schedule_nothing_is_a_link():
    assert citing(SafeString("pièce n° 4"), None) == "pièce n° 4"


def test_the_chronology_leads_to_the_exhibits_of_its_facts():
    told = ChronologyRow(at("2018-01-09T08:18"), "Blocage.", (3,), Degree.VERIFIED, "", (4, 5))
    said = {"rows": [told], "schedule": SCHEDULE, "report": incident_report()}
    html = templates().get_template("print/incident_report/facts_table.html").render(Context(said))
    links = f"{LINK.format(4, 'pièces n°\u00a04')} et {LINK.format(5, '5')}"
    assert f"Observateur\u00a03 – {links}" in html


@pytest.fixture
def made(cast, case):
    """A worker made it, with what can be bound and what cannot."""
    factories.exhibit(cast, case, "Rapport", files.pdf(2), "rapport.pdf", "application/pdf")
    factories.exhibit(cast, case, "Scellé", files.encrypted("x"), "scelle.pdf", "application/pdf")
    asked = request_dossier(case, by=cast.committee)
    assert production.produce_dossier(asked.pk) is True
    return Dossier.objects.get(pk=asked.pk)


def test_a_worker_keeps_the_exhibits_beside_the_dossier_and_the_journal_says_so(made):
    names = list(made.files.values_list("name", "kind"))
    assert names == [("bordereau.pdf", "schedule"), ("pieces-1-a-4.pdf", "exhibits")]
    entries = Entry.objects.filter(verb="dossier.file_produced").order_by("sequence")
    assert [entry.details["sha256"] for entry in entries] == [
        file.sha256 for file in made.files.all()
    ]
    assert {entry.thread for entry in entries} == {made.case.journal_name}
    for file in made.files.all():
        with store.open_kept(file.sha256) as kept:
            assert len(kept.read()) == file.size


@pytest.mark.slow
def test_the_dossier_names_the_file_of_exhibits_and_says_what_became_of_each(made):
    text = dossiers.text_of(dossiers.kept(made)).replace("\u00a0", " ")
    volume = made.files.get(kind="exhibits")
    assert f"« pieces-1-a-4.pdf » ({volume.pages} pages)" in text
    assert volume.sha256 in text.replace(" ", "")
    assert "il ne se déclare pas au format d’archivage PDF/A" in text
    assert "2 – reliée p. 2" in text
    assert "non reliée : PDF protégé par un mot de passe" in text
    for exhibit in made.case.exhibits.all():
        assert exhibit.item.sha256 in text.replace(" ", "")


@pytest.mark.slow
def test_what_was_made_is_in_custody_until_it_is_altered(made, capsys):
    assert "CONFORME" in verdict(capsys)
    path = store.path_of(made.files.get(kind="exhibits").sha256)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(SystemExit):
        call_command("verify_custody")
    assert "a été altéré" in capsys.readouterr().out


def verdict(capsys) -> str:
    call_command("verify_custody")
    return capsys.readouterr().out


@pytest.mark.slow
def test_parts_are_made_when_the_exhibits_are_larger_than_one(cast, case, settings):
    settings.EBARREAU_MAX_PART_BYTES = 100_000
    for number in range(3):
        content = files.heavy(number)
        factories.exhibit(cast, case, f"Relevé {number}", content, "r.pdf", "application/pdf")
    asked = request_dossier(case, by=cast.committee)
    production.produce_dossier(asked.pk)
    parts = list(asked.files.filter(kind="part").values_list("name", "size"))
    assert [name for name, _ in parts] == [
        f"Envoi-{number}sur{len(parts)}.pdf" for number in range(1, len(parts) + 1)
    ]
    assert len(parts) > 1
    assert all(size <= 100_000 for _, size in parts)


def test_a_file_that_left_the_store_fails_the_dossier_with_its_reason(cast, case):
    factories.exhibit(cast, case, "Rapport", files.pdf(), "rapport.pdf", "application/pdf")
    store.discard(case.exhibits.get(title="Rapport").item.sha256)
    asked = request_dossier(case, by=cast.committee)
    assert production.produce_dossier(asked.pk) is False
    assert "manque sur le serveur" in Dossier.objects.get(pk=asked.pk).failure
    assert not asked.files.exists()
