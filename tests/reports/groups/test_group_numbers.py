"""A file of a claim has one number: in the common part, in its annex, in the bag."""

import csv
import zipfile
from io import BytesIO, StringIO

import pytest

from cases.actions import withdraw_exhibit
from cases.claims import actions as losses
from cases.claims.models import Claim
from reports.claims.models import ClaimDocument, DocumentKind
from reports.groups import actions, making, production
from reports.groups.making import Made
from reports.groups.models import GroupOrder
from tests import factories
from tests.claims.declaring import PROOF
from tests.reports.claims import claiming, papers
from tests.reports.groups import ordering

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path, monkeypatch):
    """What is laid out is not looked at here."""
    settings.PROMESSE_HOME = tmp_path
    monkeypatch.setattr(
        making, "render_dossier", lambda content, _facts: content.as_json().encode()
    )
    monkeypatch.setattr(making, "render_common_part", lambda content: content.as_json().encode())
    monkeypatch.setattr(making, "_sealed", lambda pdf, _announced: Made(b"%PDF-1.7 " + pdf))


@pytest.fixture
def cohort(cast):
    return ordering.cohort(cast)


@pytest.fixture
def claim(cohort) -> Claim:
    """The first one, with an invoice and a contract put forward."""
    first = cohort.claims()[0]
    by = first.sheet.opened_by
    losses.document_loss(first.sheet.lines.get(), PROOF, by=by)
    claiming.contract(first, by)
    return first


def ordered(cohort, cast) -> GroupOrder:
    order = actions.order_cohort(cohort, by=cast.lawyer)
    while production.produce_next(order.pk):
        pass
    order.refresh_from_db()
    return order


def in_the_annex(order) -> dict[str, int]:
    schedule = order.annexes.get(position=1).content["schedule"]
    return {each["name"]: each["number"] for each in schedule["exhibits"]}


def in_the_common_part(order) -> list[int]:
    return [each["number"] for each in order.content["claimed"][0]["documents"]]


def in_the_bag(order, cast, of="M1") -> dict[str, str]:
    content = b"".join(actions.export_order(order, by=cast.lawyer, purpose="Assignation"))
    with zipfile.ZipFile(BytesIO(content)) as zipped:
        [listed] = (name for name in zipped.namelist() if name.endswith("bordereau.csv"))
        rows = csv.DictReader(StringIO(zipped.read(listed).decode("utf-8-sig")), delimiter=";")
        told = {row["nom d’origine"]: row["fichier"] for row in rows if row["de"].startswith(of)}
        kept = {name.partition("/data/")[2] for name in zipped.namelist()}
    assert set(told.values()) <= kept
    return told


def test_an_exhibit_has_one_number_and_is_in_the_bag(cohort, claim, cast):
    order = ordered(cohort, cast)
    assert in_the_annex(order) == {"contrat.pdf": 1, "facture.pdf": 2}
    assert in_the_common_part(order) == [2]
    folder = f"originals/M1-{claim.reference}"
    assert in_the_bag(order, cast) == {
        "contrat.pdf": f"{folder}/001-contrat.pdf",
        "facture.pdf": f"{folder}/002-facture.pdf",
    }


def test_its_bag_has_the_same_files_whatever_is_changed_since(cohort, claim, cast):
    case = claim.case
    exhibit = factories.exhibit(cast, on=case)
    order = ordered(cohort, cast)
    before = in_the_bag(order, cast), in_the_bag(order, cast, of=case.reference)
    assert [*before[1].values()] == [f"originals/{case.reference}/001-{exhibit.item.name}"]
    withdraw_exhibit(exhibit, by=cast.committee, reason="Un doublon.")
    factories.exhibit(cast, on=case, content=b"depuis", name="depuis.png")
    losses.put_contracts_forward(claim, [], by=claim.sheet.opened_by)
    assert (in_the_bag(order, cast), in_the_bag(order, cast, of=case.reference)) == before


@pytest.mark.parametrize("printed_by", ["its own dossier", "an earlier order"])
def test_a_number_printed_before_stays_with_its_file(cohort, claim, cast, printed_by):
    by = claim.sheet.opened_by
    contract = claim.contract_ties.get().contract
    losses.put_contracts_forward(claim, [], by=by)
    if printed_by == "an earlier order":
        ordered(cohort, cast)
        GroupOrder.objects.update(ordered_at=claiming.AT)
    else:
        papers.requested(claim, by, DocumentKind.DOSSIER)
        ClaimDocument.objects.update(requested_at=claiming.AT)
    losses.put_contracts_forward(claim, [contract], by=by)
    order = ordered(cohort, cast)
    assert in_the_annex(order) == {"facture.pdf": 1, "contrat.pdf": 2}
    assert in_the_common_part(order) == [1]
    assert in_the_bag(order, cast)["contrat.pdf"].endswith("/002-contrat.pdf")
