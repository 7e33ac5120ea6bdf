"""« Vérifier un dossier » in a browser: good and spoiled files, and no byte of them leaves."""

import shutil
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from reports import production
from reports.actions import export_bundle
from reports.content import IncidentReport
from reports.groups.actions import export_order
from reports.models import Dossier
from tests.chromium import PHONE
from tests.evidence.test_bundle import (
    announce_anew,
    as_text,
    forge_the_handing_over,
    printed,
    spoil,
)
from tests.reports import dossiers
from tests.reports.groups import ordering
from tests.reports.sample import incident_report

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


@pytest.fixture
def dossier(transactional_db, cast, settings, tmp_path, local_seal) -> Dossier:
    settings.PROMESSE_HOME = tmp_path / "home"
    settings.PROMESSE_HOME.mkdir()
    shutil.copy(local_seal, settings.PROMESSE_HOME / "seal.p12")
    held = dossiers.held_by_a_dead_worker(cast, attempts=1)
    report = IncidentReport.from_json(as_text(held))
    sealed = production.seal_as_announced(printed(report), report)
    production._finish(held, sealed.content, sealed)
    return Dossier.objects.get()


@pytest.fixture
def pdf(dossier, tmp_path) -> Path:
    path = tmp_path / "constat.pdf"
    path.write_bytes(dossiers.kept(dossier))
    return path


@pytest.fixture
def bundle(cast, dossier, tmp_path) -> Path:
    path = tmp_path / "preuves.zip"
    path.write_bytes(b"".join(export_bundle(dossier, by=cast.committee)))
    return path


@pytest.fixture
def page(browser, live_server):
    """All that is asked of the network is noted: no body, no room for a file in an address."""
    context = browser.new_context(viewport=PHONE, locale="fr-FR", base_url=live_server.url)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto("/verifier/")
    page.asked = []
    page.on("request", lambda request: is_of_the_page(request) or page.asked.append(request))
    yield page
    assert {(each.method, each.post_data) for each in page.asked} <= {("GET", None)}
    assert all(len(each.url) < 200 for each in page.asked)
    context.close()


def is_of_the_page(request) -> bool:
    return "/static/" in request.url


def verified(page, path: Path) -> list[str]:
    page.set_input_files("#fichier", path)
    page.locator("#reponse [data-answer]").first.wait_for()
    return [each.get_attribute("data-answer") for each in page.locator("[data-answer]").all()]


def said(page) -> str:
    return " ".join(page.locator("#reponse").inner_text().replace("\u00a0", " ").split())


def rezipped(bundle: Path, change) -> Path:
    """The same files, deflated as someone's computer zips them; `change` gives or drops each."""
    other = bundle.with_name("autre.zip")
    with zipfile.ZipFile(bundle) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return other


def test_a_sealed_pdf_is_known_and_only_its_digest_is_asked(page, pdf, dossier):
    assert verified(page, pdf) == ["known"]
    (request,) = page.asked
    assert request.url.endswith(f"/verifier/?empreinte={dossier.sha256}&partie=reponse")
    assert page.evaluate("document.activeElement.id") == "reponse"


@pytest.mark.slow
def test_a_pdf_with_one_byte_changed_is_altered_and_nothing_is_asked(page, pdf):
    spoil(pdf)
    assert verified(page, pdf) == ["altered"]
    assert "ne sont plus ceux que son cachet couvre" in said(page)
    assert page.asked == []


@pytest.mark.slow
def test_a_pdf_that_something_follows_is_altered(page, pdf):
    pdf.write_bytes(pdf.read_bytes() + b"\n% une suite\n")
    assert verified(page, pdf) == ["altered"]
    assert "des octets suivent" in said(page)


@pytest.mark.slow
def test_a_pdf_of_someone_else_is_unknown(page, tmp_path):
    other = tmp_path / "autre.pdf"
    other.write_bytes(printed(incident_report()))
    assert verified(page, other) == ["unknown"]


def test_a_bundle_is_whole_and_its_dossier_known(page, bundle, dossier):
    assert verified(page, bundle) == ["known", "sound"]
    (request,) = page.asked
    assert dossier.sha256 in request.url


@pytest.mark.slow
def test_the_bag_of_a_group_is_whole_its_common_part_known_and_an_annex_too(
    page, dossier, cast, tmp_path
):
    order = ordering.done(cast)
    bag = tmp_path / order.bundle_name
    bag.write_bytes(b"".join(export_order(order, by=cast.lawyer, purpose="Assignation")))
    assert verified(page, bag) == ["known", "sound"]
    assert "dossier d’action de groupe (partie commune), version 1" in said(page)
    annex = order.annexes.get(position=1)
    path = tmp_path / "annexe.pdf"
    path.write_bytes(dossiers.kept(annex))
    assert verified(page, path) == ["known"]
    assert "(annexe)" in said(page)
    common, asked = (request.url for request in page.asked)
    assert order.annexes.get(position=0).sha256 in common
    assert annex.sha256 in asked


@pytest.mark.slow
def test_a_bundle_that_was_zipped_again_is_still_whole(page, bundle):
    assert verified(page, rezipped(bundle, lambda name, content: content)) == ["known", "sound"]


@pytest.mark.slow
@pytest.mark.parametrize("changed", ["dossier.pdf", "bordereau.csv", "custody.jsonl", "verify.py"])
def test_a_bundle_with_one_file_changed_is_altered_and_the_file_is_named(page, bundle, changed):
    def change(name, content):
        return content[:-1] + b"?" if name.endswith(changed) else content

    assert verified(page, rezipped(bundle, change)) == ["altered"]
    assert f"{changed} n’a pas l’empreinte annoncée" in said(page)
    assert page.asked == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "fault"),
    [
        (
            "data/originals/001-faux.pdf",
            "le journal du lot ne dit avoir ni reçu, ni produit, ni remis data/originals/001-faux",
        ),
        ("data/bordereau.csv", "ni remis data/bordereau.csv"),
        ("data/method.md", "ni remis data/method.md"),
        ("data/data/contenu.json", "data/data/contenu.json n’est pas celui que porte"),
        ("data/data/observations.csv", "data/data/observations.csv n’est pas celui que porte"),
        ("data/certificates/seal.pem", "data/certificates/seal.pem n’est pas celui que porte"),
    ],
)
def test_a_bundle_whose_manifests_were_written_anew_is_altered(page, bundle, path, fault):
    """With one more original, or a byte changed in what the sealed dossier carries."""
    taken = bundle.with_name("lot")
    with zipfile.ZipFile(bundle) as zipped:
        zipped.extractall(taken)
    [bag] = taken.iterdir()
    if (bag / path).exists():
        spoil(bag / path)
    else:
        (bag / path).parent.mkdir()
        (bag / path).write_bytes(b"%PDF-1.7 faux")
        with (
            (bag / "manifest-sha256.txt").open("a") as one,
            (bag / "manifest-sha512.txt").open("a") as other,
        ):
            one.write(f"?  {path}\n")
            other.write(f"?  {path}\n")
    if fault.endswith("celui que porte"):
        forge_the_handing_over(bag)
    announce_anew(bag)
    shutil.make_archive(str(bundle.with_name("faux")), "zip", taken)
    assert verified(page, bundle.with_name("faux.zip")) == ["altered"]
    assert fault in said(page)
    assert page.asked == []


@pytest.mark.slow
def test_a_bundle_that_lacks_a_file_or_has_one_more_is_altered(page, bundle):
    lacks = rezipped(bundle, lambda name, content: None if name.endswith(".csv") else content)
    assert verified(page, lacks) == ["altered"]
    assert "manque" in said(page)
    with zipfile.ZipFile(bundle, "a") as zipped:
        folder = zipped.namelist()[0].partition("/")[0]
        zipped.writestr(f"{folder}/data/faux.txt", "ajouté")
    page.goto("/verifier/")
    assert verified(page, bundle) == ["altered"]
    assert "data/faux.txt n’est pas annoncé" in said(page)


@pytest.mark.slow
def test_what_a_computer_puts_beside_the_files_is_ignored(page, bundle):
    with zipfile.ZipFile(bundle, "a") as zipped:
        folder = zipped.namelist()[0].partition("/")[0]
        for name in (".DS_Store", "._verify.py", "data/Thumbs.db"):
            zipped.writestr(f"{folder}/{name}", "vignettes")
    assert verified(page, bundle) == ["known", "sound"]


@pytest.mark.slow
def test_a_bundle_cut_in_the_middle_is_altered(page, bundle):
    bundle.write_bytes(bundle.read_bytes()[:-2000])
    assert verified(page, bundle) == ["altered"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("a.txt", b"un texte", "ni un PDF ni un zip"), ("vide.pdf", b"", "ni un PDF ni un zip")],
)
def test_what_is_neither_is_told(page, tmp_path, name, content, sentence):
    (tmp_path / name).write_bytes(content)
    assert verified(page, tmp_path / name) == ["unread"]
    assert sentence in said(page)


@pytest.mark.slow
def test_a_zip_that_is_no_bundle_is_told(page, tmp_path):
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as zipped:
        zipped.writestr("a.txt", "un texte")
    assert verified(page, tmp_path / "photos.zip") == ["unread"]
    assert "n’est pas un lot de preuves" in said(page)


@pytest.mark.slow
def test_a_server_that_is_gone_is_told(page, pdf):
    page.context.set_offline(True)
    assert verified(page, pdf) == ["unread"]
    assert "Le serveur ne répond pas" in said(page)


@pytest.mark.slow
def test_a_dropped_file_is_verified_too(page, pdf, dossier):
    page.evaluate(
        """async (bytes) => {
          const dropped = new DataTransfer();
          dropped.items.add(new File([new Uint8Array(bytes)], "constat.pdf"));
          document.querySelector("main").dispatchEvent(
            new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
        }""",
        list(pdf.read_bytes()),
    )
    page.locator('[data-answer="known"]').wait_for()


def test_without_scripts_the_digest_is_pasted(browser, live_server, dossier):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/verifier/")
    expect(page.locator("#fichier")).to_be_hidden()
    page.locator("summary").click()
    page.fill("#empreinte", dossier.sha256)
    page.get_by_role("button", name="Vérifier cette empreinte").click()
    expect(page.locator('[data-answer="known"]')).to_be_visible()
    context.close()
