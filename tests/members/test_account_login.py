"""The log-in form, as people and as those who guess passwords use it."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members import actions
from members.models import Membership, User
from members.roles import Role
from tests.cast import PASSWORD, Cast

HOME = "/"
WRONG = "pas le bon mot de passe"


def with_verified_address(user: User) -> User:
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def log_in(client: Client, email: str, password: str = PASSWORD) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def is_logged_in(client: Client) -> bool:
    return client.get(reverse("token-list")).status_code == 200


def errors_shown(page: HttpResponse) -> list[str]:
    return page.context["form"].non_field_errors()


@pytest.mark.parametrize(
    ("name", "field"), [("account_login", "login"), ("account_reset_password", "email")]
)
def test_what_is_wrong_bears_the_name_that_the_field_has(
    client: Client, name: str, field: str
) -> None:
    page = client.post(reverse(name), {field: "pas une adresse"}).content.decode()
    assert f'<a href="#id_{field}">Adresse électronique – ' in " ".join(page.split())


def test_no_line_ends_before_the_mark_of_the_forgotten_password(client: Client) -> None:
    assert "Mot de passe oublié ?" in client.get(reverse("account_login")).content.decode()


def test_the_right_password_goes_home(cast: Cast, client: Client) -> None:
    with_verified_address(cast.adherent)
    answer = log_in(client, "alice@example.org")
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    assert is_logged_in(client)


def test_an_address_in_capitals_is_the_same_address(cast: Cast, client: Client) -> None:
    with_verified_address(cast.adherent)
    log_in(client, "Alice@Example.ORG")
    assert is_logged_in(client)


@pytest.mark.parametrize(
    ("who", "password"),
    [
        ("alice@example.org", WRONG),
        ("personne@example.org", PASSWORD),
        ("zoe@example.org", PASSWORD),
    ],
)
def test_wrong_password_unknown_address_and_ended_membership_read_the_same(
    who: str, password: str, cast: Cast, client: Client
) -> None:
    with_verified_address(cast.adherent)
    with_verified_address(cast.stranger)
    page = log_in(client, who, password)
    assert errors_shown(page) == ["L’adresse e-mail ou le mot de passe sont incorrects."]
    assert who in page.text
    assert password not in page.text
    assert not is_logged_in(client)


def test_an_account_that_was_closed_does_not_log_in(cast: Cast, client: Client) -> None:
    with_verified_address(cast.adherent)
    User.objects.filter(pk=cast.adherent.pk).update(is_active=False)
    log_in(client, "alice@example.org")
    assert not is_logged_in(client)


def test_after_five_wrong_passwords_even_the_right_one_waits(cast: Cast, client: Client) -> None:
    with_verified_address(cast.adherent)
    for _attempt in range(5):
        log_in(client, "alice@example.org", WRONG)
    assert "Trop de tentatives" in log_in(client, "alice@example.org").text
    assert not is_logged_in(client)


def test_a_flood_of_attempts_gets_the_page_of_too_many(cast: Cast, client: Client) -> None:
    answers = [log_in(client, f"personne{rank}@example.org") for rank in range(31)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert "Trop d’essais" in answers[-1].text


def test_logging_out_takes_a_post(cast: Cast, client: Client) -> None:
    with_verified_address(cast.adherent)
    log_in(client, "alice@example.org")
    assert "Se déconnecter" in client.get(reverse("account_logout")).text
    assert is_logged_in(client)
    answer = client.post(reverse("account_logout"))
    assert answer["Location"] == reverse("account_login")
    assert not is_logged_in(client)


def test_nobody_signs_up(db: None, client: Client) -> None:
    url = reverse("account_signup")
    assert "sur invitation" in client.get(url).text
    typed = {"email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD}
    assert "sur invitation" in client.post(url, typed).text
    assert not User.objects.exists()


def test_a_forgotten_password_is_replaced_by_mail(cast: Cast, client: Client) -> None:
    with_verified_address(cast.adherent)
    asked = client.post(reverse("account_reset_password"), {"email": "alice@example.org"})
    assert asked["Location"] == reverse("account_reset_password_done")
    assert client.get(asked["Location"]).status_code == 200
    sent = mail.outbox[0]
    assert "Choisir un nouveau mot de passe" in sent.subject
    link = re.search(r"https?://[^/]+(/\S+)", sent.body)
    assert link is not None
    page = client.get(link[1], follow=True)
    assert "Choisir un nouveau mot de passe" in page.text
    new = "une nouvelle phrase à retenir"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    assert User.objects.get(email="alice@example.org").check_password(new)
    used = Client().get(link[1], follow=True)
    assert "Ce lien ne sert plus" in used.text


def test_an_unknown_address_gets_the_same_page_as_a_known_one(db: None, client: Client) -> None:
    asked = client.post(reverse("account_reset_password"), {"email": "personne@example.org"})
    assert asked["Location"] == reverse("account_reset_password_done")
    assert "Il n’y a pas de compte" in mail.outbox[0].body


def test_a_new_password_does_not_let_an_ended_member_in(cast: Cast, client: Client) -> None:
    with_verified_address(cast.stranger)
    client.post(reverse("account_reset_password"), {"email": "zoe@example.org"})
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)
    assert link is not None
    page = client.get(link[1], follow=True)
    new = "une nouvelle phrase à retenir"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    log_in(client, "zoe@example.org", new)
    assert not is_logged_in(client)


def test_a_session_dies_with_the_last_membership(cast: Cast, client: Client) -> None:
    with_verified_address(cast.adherent)
    log_in(client, "alice@example.org")
    assert is_logged_in(client)
    actions.end_membership(cast.adherent.memberships.get(), by=cast.board)
    answer = client.get(reverse("token-list"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_a_session_dies_when_the_day_of_the_end_comes(cast: Cast, client: Client) -> None:
    with_verified_address(cast.adherent)
    tomorrow = timezone.localdate() + timedelta(days=1)
    Membership.objects.filter(user=cast.adherent).update(until=tomorrow)
    log_in(client, "alice@example.org")
    assert is_logged_in(client)
    Membership.objects.filter(user=cast.adherent).update(until=timezone.localdate())
    assert not is_logged_in(client)


def test_a_role_that_begins_later_opens_nothing_yet(cast: Cast, client: Client) -> None:
    with_verified_address(cast.adherent)
    Membership.objects.filter(user=cast.adherent).update(since=date(2999, 1, 1))
    log_in(client, "alice@example.org")
    assert not is_logged_in(client)


@pytest.mark.parametrize(
    ("since", "until"), [(-1, None), (-1, 0), (-1, 1), (0, None), (0, 0), (0, 1), (1, None), (1, 1)]
)
def test_a_role_is_in_force_for_a_row_as_for_the_database(
    cast: Cast, since: int, until: int | None
) -> None:
    today, role = timezone.localdate(), cast.adherent.memberships.get()
    role.since = today + timedelta(days=since)
    role.until = None if until is None else today + timedelta(days=until)
    role.save()
    assert role.is_in_force() is (role in Membership.objects.in_force())
    assert role.is_in_force() is (since <= 0 and until != 0)


def test_one_ended_role_leaves_the_others(cast: Cast, client: Client) -> None:
    user = with_verified_address(cast.adherent)
    board = actions.grant_role(user, Role.BOARD, chair=False, by=cast.administrator)
    actions.end_membership(board, by=cast.administrator)
    log_in(client, "alice@example.org")
    assert is_logged_in(client)
    assert client.get(reverse("admin:index")).status_code == 302


@pytest.mark.parametrize(
    "name", ["account_email", "account_change_password", "mfa_index", "token-list"]
)
def test_the_pages_of_the_account_open(name: str, cast: Cast, client: Client) -> None:
    with_verified_address(cast.adherent)
    log_in(client, "alice@example.org")
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup"])
def test_the_doors_open_to_strangers(name: str, client: Client, db: None) -> None:
    assert client.get(reverse(name)).status_code == 200
