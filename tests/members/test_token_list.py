from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken

from members.models import User
from tests.cast import Cast


def of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="members.backends.MembershipBackend")
    return client


def test_a_new_token_is_shown_once(cast: Cast) -> None:
    client = of(cast.adherent)
    page = client.post(reverse("token-list"))
    assert page.status_code == 201
    assert "no-store" in page["Cache-Control"]
    shown = page.context["new_token"]
    assert shown in page.text
    held = AuthToken.objects.get(user=cast.adherent)
    assert shown.startswith(held.token_key)
    again = client.get(reverse("token-list"))
    assert shown not in again.text
    assert held.token_key in again.text


def test_a_token_lasts_a_year(cast: Cast) -> None:
    of(cast.adherent).post(reverse("token-list"))
    left = AuthToken.objects.get().expiry - timezone.now()
    assert timedelta(days=364) < left <= timedelta(days=365)


def test_a_revoked_token_is_gone(cast: Cast) -> None:
    held = AuthToken.objects.create(user=cast.adherent)[0]
    other = AuthToken.objects.create(user=cast.adherent)[0]
    client = of(cast.adherent)
    page = client.post(reverse("token-list"), {"revoke": held.digest}, follow=True)
    assert "n’ouvre plus rien" in page.text
    assert list(AuthToken.objects.all()) == [other]
    page = client.post(reverse("token-list"), {"revoke": held.digest}, follow=True)
    assert "déjà retiré" in page.text


def test_nobody_sees_or_revokes_the_token_of_another(cast: Cast) -> None:
    held = AuthToken.objects.create(user=cast.adherent)[0]
    client = of(cast.colleague)
    assert held.token_key not in client.get(reverse("token-list")).text
    client.post(reverse("token-list"), {"revoke": held.digest})
    assert AuthToken.objects.filter(pk=held.pk).exists()
