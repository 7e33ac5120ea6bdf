import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.models import Publisher
from tests import factories


def test_the_committee_says_the_siren_of_a_publisher_however_it_is_spaced(cast, logged_in):
    publisher = factories.product().publisher
    url = reverse("admin:cases_publisher_change", args=[publisher.pk])
    sent = {"name": publisher.name, "key": publisher.key}
    client = logged_in(cast.committee)
    wrong = client.post(url, {**sent, "siren": "12345678"})
    assert "Un SIREN a neuf chiffres." in wrong.content.decode()
    assert client.post(url, {**sent, "siren": "123 456 789"}).status_code == 302
    publisher.refresh_from_db()
    assert publisher.siren == "123456789"


def test_a_siren_has_nine_digits_whoever_writes_it(db):
    publisher = factories.product().publisher
    with (
        pytest.raises(IntegrityError, match="publisher_siren_has_nine_digits"),
        transaction.atomic(),
    ):
        Publisher.objects.filter(pk=publisher.pk).update(siren="12345678")
