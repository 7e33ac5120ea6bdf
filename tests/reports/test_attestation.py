"""« Attestation de témoin »: who the witness is, and not a word of what they saw."""

import re
from io import BytesIO

import pikepdf
import pytest

from reports.attestation import Way, attestation, form_path, mentions
from reports.attestation_form import print_attestation
from tests import factories
from tests.reports import dossiers

WAYS = list(Way)


def fields(content: bytes) -> dict[str, str]:
    """What each holds; a box, `/on` or `/Off`."""
    with pikepdf.open(BytesIO(content)) as form:
        return {str(each.T): str(each.V) for each in form.Root.AcroForm.Fields}


def words(content: bytes) -> str:
    return dossiers.text_of(content).replace("\u00a0", " ")


@pytest.mark.parametrize("way", WAYS)
def test_the_form_that_is_kept_is_the_one_that_is_printed(way):
    assert print_attestation(way) == form_path(way).read_bytes()


@pytest.mark.parametrize("way", WAYS)
def test_it_asks_for_all_that_the_law_asks_for(way):
    text = words(form_path(way).read_bytes())
    for asked in ["Nom et prénoms", "Date de naissance", "Lieu de naissance", "Demeure"]:
        assert asked in text
    for link in ["Profession", "Parenté ou alliance", "Subordination", "Collaboration"]:
        assert link in text
    for code in ("visa", "facts", "production", "by_hand", "identity_paper", "one_person"):
        assert mentions()[code].text.replace("\u00a0", " ") in text, code
    assert "Communauté d’intérêts" in text
    assert "Signature" in text


def test_what_counsel_has_to_confirm_bears_its_sign():
    text = words(form_path(Way.TYPED).read_bytes())
    assert "laissée à l’appréciation du juge. †" in text
    assert "† À confirmer par votre conseil." in text
    assert "†" not in words(form_path(Way.BY_HAND).read_bytes())


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_the_witness_and_their_link_are_filled_in_and_nothing_else(cast, way):
    case = factories.case(cast)
    said = fields(attestation(case, way, witness=cast.adherent))
    assert {name: value for name, value in said.items() if value not in ("", "/Off")} == {
        "nom": "Alice Adhérente",
        "employeur": "Alpha",
        "interets_oui": "/on",
        "interets_precision": f"Adhérent de Association PROMESSE ; partenaire de {case.publisher}",
    }
    assert ("faits" in said) is (way == Way.TYPED)
    assert not [name for name in said if re.search("signature|fait_le|date_du", name)]


@pytest.mark.django_db
def test_a_member_takes_it_from_the_page_of_the_case(cast, logged_in):
    case = factories.case(cast)
    client = logged_in(cast.committee)
    page = client.get(f"/incidents/{case.pk}/").content.decode()
    assert f"/incidents/{case.pk}/attestation/" in page
    taken = client.get(f"/incidents/{case.pk}/attestation/manuscrite/")
    assert taken.content.startswith(b"%PDF")
    assert f"attestation-{case.reference}-manuscrite.pdf" in taken["Content-Disposition"]
    assert client.get(f"/incidents/{case.pk}/attestation/autre/").status_code == 404
