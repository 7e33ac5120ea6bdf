import pytest
from rest_framework.test import APIClient

from cases.models import Product, Publisher
from members.models import User


@pytest.fixture
def product(db: None) -> Product:
    publisher = Publisher.objects.create(key="ebp", name="EBP")
    return Product.objects.create(
        key="ebp-compta", publisher=publisher, name="EBP Compta", delivery="saas"
    )


@pytest.fixture
def api():
    def as_user(user: User | None = None) -> APIClient:
        client = APIClient()
        if user:
            client.force_authenticate(user)
        return client

    return as_user


@pytest.fixture
def answers(product: Product) -> dict[str, object]:
    return {
        "product": product.key,
        "observed_at": "2026-11-23T09:10:00+01:00",
        "symptom": "login_impossible",
        "severity": "blocked",
        "source_type": "own",
    }
