"""The rows on which a claim stands: texts, elements, grounds, remarks and rights."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from cases.claims.models import (
    LegalGround,
    LegalReference,
    LegalRemark,
    LegalRight,
    LossHead,
    ProofElement,
    newest,
)
from cases.claims.references import DATA, load_references
from cases.claims.vocabulary import Certainty, FilledBy, Relation
from cases.criteria import CRITERIA
from members.kinds import OrganisationKind
from tests.promesse.french import is_set_in_french

ROOT = Path(__file__).parents[2]
GROUNDS = DATA.with_name("grounds.json")
ROWS = (LegalReference, ProofElement, LegalGround, LegalRemark, LegalRight)
CITES_A_TEXT = re.compile(
    r"\b(L|R|D)\.? ?\d{3}-\d|\bart(?:\.|icles?) \d{2,}|\bC\. (?:civ|com)\.", re.I
)


def test_every_ground_of_the_table_is_there_in_its_order(references):
    codes = list(newest(LegalGround).values_list("code", flat=True))
    assert codes[:4] == ["contract_breach", "best_efforts", "result_obligation", "sla"]
    assert len(codes) == 21
    assert codes[-1] == "civil_sanction"


def test_rows_name_rows_that_there_are(references):
    cited = set(newest(LegalReference).values_list("code", flat=True))
    elements = set(newest(ProofElement).values_list("code", flat=True))
    grounds = {ground.code: ground for ground in newest(LegalGround)}
    for ground in grounds.values():
        assert set(ground.references) <= cited
        assert set(ground.elements) <= elements
        assert set(ground.kinds) <= set(OrganisationKind.values)
        assert ground.relation in Relation.values
    for remark in newest(LegalRemark):
        assert set(remark.references) <= cited
        assert set(remark.grounds) <= set(grounds)
    for right in newest(LegalRight):
        assert set(right.grounds) <= set(grounds)
        assert set(right.kinds) <= set(OrganisationKind.values)
        assert set(right.criteria) <= {each.code for each in CRITERIA}
    assert {each.filled_by for each in newest(ProofElement)} == {"", *FilledBy.values}


def test_the_end_user_has_four_rights_and_the_partner_one_more(references):
    rights = list(newest(LegalRight))
    assert [bool(right.kinds) for right in rights] == [False] * 4 + [True]
    assert set(rights[4].kinds) == {"distributor", "reseller", "integrator", "var"}


@pytest.mark.parametrize("model", ROWS)
def test_every_row_is_told_in_both_languages(references, model):
    for row in newest(model):
        assert row.certainty in Certainty.values
        with translation.override("fr"):
            french = str(row), getattr(row, "said", "")
        with translation.override("en"):
            english = str(row), getattr(row, "said", "")
        assert all(words for words in (french[0], english[0]))
        assert bool(french[1]) == bool(english[1])


def test_a_ground_says_whom_it_is_open_to_in_the_language_of_who_reads(references):
    ground = newest(LegalGround).get(code="custody_of_things")
    assert (str(ground), ground.open_to) == (
        "Responsabilité du fait des choses†",
        "tiers au contrat de l’éditeur",
    )
    assert ground.usual_pieces.startswith("Éléments d’architecture")
    with translation.override("en"):
        assert ground.usual_pieces.startswith("Evidence")
        assert ground.open_to == "third parties to the publisher’s contract"


@pytest.mark.parametrize("model", ROWS)
def test_what_a_row_says_in_french_keeps_its_signs_with_their_words(references, model):
    texts = [field.name for field in model._meta.fields if f"{field.name}_en" in vars(model)]
    assert texts
    loose = [getattr(row, name) for row in newest(model) for name in texts]
    assert [text for text in loose if not is_set_in_french(text)] == []


@pytest.mark.parametrize("model", ROWS)
def test_a_version_is_there_once(references, model):
    row = newest(model).first()
    row.pk = None
    with pytest.raises(IntegrityError, match=r"version_once|\.version"), transaction.atomic():
        row.save(force_insert=True)


def test_a_higher_version_is_the_one_in_force_and_the_other_stays(references, tmp_path):
    told = json.loads(GROUNDS.read_text(encoding="utf-8"))
    told["legal_grounds"][0] |= {"version": 2, "label": "Inexécution"}
    path = tmp_path / "grounds.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    assert load_references(path) == 1
    assert newest(LegalGround).get(code="contract_breach").label == "Inexécution"
    assert LegalGround.objects.filter(code="contract_breach").count() == 2


def test_every_file_of_the_folder_is_loaded(references):
    assert LegalGround.objects.exists()
    assert LossHead.objects.exists()
    assert LegalGround.objects.first().checked_on == date(2026, 11, 24)


@pytest.mark.parametrize(
    "path",
    [
        *sorted((ROOT / "cases/claims").rglob("*.py")),
        *sorted((ROOT / "templates/claims").glob("*.html")),
    ],
    ids=lambda path: path.name,
)
def test_no_article_of_law_stands_in_code_or_in_a_page(path):
    assert CITES_A_TEXT.findall(path.read_text(encoding="utf-8")) == []
