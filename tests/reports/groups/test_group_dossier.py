"""A whole order, made by the real thing: what its documents say, and what its bag proves."""

import subprocess
import sys
import zipfile
from io import BytesIO

import pytest

from cases.claims import actions as joining
from cases.claims.cohort_links import form_token
from cases.claims.models import Cohort
from cases.claims.references import load_references
from cases.errors import GuardRefused
from cases.models import Case
from cases.wording import imputations_in
from reports.claims.models import Particulars
from reports.groups import actions, production
from reports.groups.models import GroupOrder
from tests import factories
from tests.cast import Cast
from tests.claims.declaring import PROOF
from tests.claims.grouping import claim_of, loss, open_to_opt_ins, signature
from tests.reports import dossiers
from tests.reports.groups import ordering

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PARTS = (
    "1. Objet et voie retenue",
    "2. Demandeur",
    "3. Défendeur",
    "4. Tribunal",
    "5. Manquement commun",
    "6. Similarité des situations",
    "7. Cas individuels",
    "8. Critères de rattachement",
    "9. Préjudices réparables",
    "10. Mesures demandées",
    "11. Délai et modalités d’adhésion",
    "12. Registre public",
    "13. Autres voies",
    "14. Prescription",
    "15. Bordereaux",
    "16. Intégrité",
    "17. Points à confirmer",
)


def made(cast: Cast, claimants: int = 2) -> GroupOrder:
    case = factories.case(cast)
    factories.exhibit(cast, case, title="Copie de la page d’état")
    order = actions.order_cohort(ordering.cohort(cast, claimants, on=case), by=cast.lawyer)
    for _each in range(claimants + 1):
        assert production.produce_next(order.pk), list(order.annexes.values_list("failure"))
    order.refresh_from_db()
    return order


def test_an_order_is_made_whole(cast, tmp_path):
    order = made(cast)
    assert (order.state, order.counts().done) == ("done", 3)
    common, first, second = order.annexes.order_by("position")
    text = dossiers.text_of(dossiers.kept(common)).replace("\u00a0", " ")
    for part in PARTS:
        assert part in text, part
    assert "201,00 €" in text
    assert "Nord" not in text
    assert "Sud" not in text
    assert "Nord" in dossiers.text_of(dossiers.kept(first))
    assert "Sud" in dossiers.text_of(dossiers.kept(second))
    assert first.content_digest


def test_no_group_is_ordered_while_what_was_written_of_it_imputes_a_crime(cast):
    cohort = ordering.cohort(cast, 2)
    Cohort.objects.filter(pk=cohort.pk).update(name="Les victimes de l’escroquerie")
    with pytest.raises(GuardRefused) as refusal:
        actions.order_cohort(Cohort.objects.get(pk=cohort.pk), by=cast.lawyer)
    assert "« escroquerie » (Nom du groupe)" in str(refusal.value).replace("\u00a0", " ")
    assert not cohort.orders.exists()


def test_an_annex_fails_while_its_claimant_imputes_a_crime_and_leaves_the_other_alone(cast):
    cohort = ordering.cohort(cast, 2)
    worded = cohort.claims().first()
    Particulars.objects.create(claim=worded, breach="Une extorsion.")
    order = actions.order_cohort(cohort, by=cast.lawyer)
    made = [production.produce_next(order.pk) for _each in range(3)]
    assert made.count(False) == 1
    failed = order.annexes.failed().get()
    assert failed.claim == worded
    assert "extorsion" in failed.failure
    Particulars.objects.update(breach="Le service est resté fermé 456 minutes.")
    actions.retry_failed(order, by=cast.lawyer)
    assert production.produce_next(order.pk)


def test_the_common_part_imputes_nothing_by_itself(cast):
    common = made(cast).annexes.get(position=0)
    assert imputations_in(dossiers.text_of(dossiers.kept(common))) == []


def with_an_outsider(cast: Cast, case: Case) -> Cohort:
    """Four members and a stranger have joined, each with a mandate; the stranger sent a proof."""
    load_references()
    factories.mandate(cast, case)
    cohort = open_to_opt_ins(case, by=cast.committee)
    claims = [claim_of(case, name, "100.00") for name in ordering.NAMES[:4]]
    for number, each in enumerate(claims):
        signed = signature(name=f"Adhérent {number}")
        joining.join_as_member(cohort, each, signed, by=each.sheet.opened_by)
    joining.join_by_link(form_token(cohort, "jeanne@example.net"), signature(), loss(case), [PROOF])
    ordering.ready(cast, cohort, claims)
    return cohort


def test_five_who_joined_one_of_them_an_outsider_are_in_a_bag_that_checks_itself(cast, tmp_path):
    case = factories.case(cast)
    order = actions.order_cohort(with_an_outsider(cast, case), by=cast.lawyer)
    for _each in range(6):
        assert production.produce_next(order.pk), list(order.annexes.values_list("failure"))
    content = b"".join(actions.export_order(order, by=cast.lawyer, purpose="Assignation"))
    with zipfile.ZipFile(BytesIO(content)) as zipped:
        zipped.extractall(tmp_path / "taken")
    [bag] = (tmp_path / "taken").iterdir()
    run = subprocess.run(
        [sys.executable, "-I", str(bag / "verify.py")], capture_output=True, text=True, check=False
    )
    assert run.stdout.startswith("CONFORME\n"), run.stdout
    assert "\n1 fichier de données, comparé à" in run.stdout
    annexes = sorted((bag / "data/annexes").iterdir())
    assert [each.name.partition("-")[0] for each in annexes] == ["M1", "M2", "M3", "M4", "M5"]
    texts = [dossiers.text_of(each.read_bytes()) for each in annexes]
    assert "Boulangerie Dupont" in texts[4]
    assert not any("Boulangerie Dupont" in text for text in texts[:4])
    common = dossiers.text_of((bag / "data/dossier.pdf").read_bytes())
    assert "Boulangerie Dupont" not in common
    assert "M5" in common
    [proof] = (bag / "data/originals").glob("M5-*/*")
    assert proof.read_bytes() == PROOF.content
