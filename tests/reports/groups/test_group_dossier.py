"""A whole order, made by the real thing: what its documents say, and what its bag proves."""

import pytest

from reports.groups import actions, production
from reports.groups.models import GroupOrder
from tests import factories
from tests.cast import Cast
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
