"""The dossier of a claim, printed once and read back."""

from pathlib import Path

import pytest

from reports.claims.production import keep_facts, print_again, render_claim
from tests.reports.claims import claiming
from tests.reports.dossiers import text_of


@pytest.mark.django_db
def test_a_dossier_says_what_was_lost_what_is_asked_and_what_lacks(cast, references):
    made = claiming.claim(cast)
    claiming.told(made)
    facts = keep_facts(made.case, at=claiming.AT)
    rendered = render_claim(made, facts=facts, at=claiming.AT)
    said = text_of(rendered.pdf).replace("\u00a0", " ")
    assert "3 577,41 €" in said  # the principal of example A
    assert "3 624,87 €" in said  # with its interest
    assert "3 949,86 €" in said  # and its costs
    assert "Technicien A" in said
    assert "Alice Martin ;" not in said
    assert "Prescription à vérifier" in said
    assert "Contrat manquant" in said
    assert rendered.digest in said
    assert facts.digest in said
    assert print_again(rendered.content.as_json(), facts) == rendered.pdf


def test_no_article_number_stands_in_code_or_template():
    root = Path(__file__).parents[3]
    kept = [*root.glob("reports/claims/**/*.py"), *root.glob("templates/print/claim/*.html")]
    assert len(kept) > 20
    found = [path.name for path in kept if "article 1" in path.read_text()]
    assert found == []
