import re

import pytest
import qrcode
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

from members.models import User
from tests.cast import PASSWORD, Cast

BACKEND = "members.backends.MembershipBackend"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def outside_the_demonstration(settings) -> None:
    settings.DEMO = False


def of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize("who", ["committee", "board", "lawyer", "administrator"])
@pytest.mark.parametrize("name", ["home", "token-list", "account_email", "admin:index"])
def test_those_who_decide_set_up_a_second_factor_first(who: str, name: str, cast: Cast) -> None:
    client = of(getattr(cast, who))
    answer = client.get(reverse(name))
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))
    page = client.get(reverse("mfa_index"))
    assert page.status_code == 200
    assert "demande un second facteur" in page.text


def test_a_plain_adherent_is_not_asked(cast: Cast) -> None:
    assert of(cast.adherent).get(reverse("token-list")).status_code == 200


def test_the_demonstration_asks_nobody(cast: Cast, settings) -> None:
    settings.DEMO = True
    assert of(cast.board).get(reverse("admin:index")).status_code == 200


def test_a_second_factor_opens_the_rest(cast: Cast) -> None:
    TOTP.activate(cast.board, SECRET)
    assert of(cast.board).get(reverse("admin:index")).status_code == 200


def test_the_api_answers_with_a_problem(cast: Cast) -> None:
    answer = of(cast.committee).get("/api/v1/cases/")
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 403
    assert "second facteur" in answer.json()["detail"]


def test_logging_out_stays_possible(cast: Cast) -> None:
    client = of(cast.board)
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.post(reverse("account_logout"))["Location"] == reverse("account_login")


def test_an_application_is_set_up_from_the_page_after_typing_the_password_again(
    cast: Cast,
) -> None:
    client = of(cast.board)
    url = reverse("mfa_activate_totp")
    asked = client.get(url)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert client.get(asked["Location"]).status_code == 200
    assert client.post(asked["Location"], {"password": PASSWORD})["Location"] == url
    page = client.get(url)
    assert page.status_code == 200
    secret = page.context["form"].secret
    assert secret in page.text
    wrong = client.post(url, {"code": "000000"})
    assert wrong.context["form"].errors
    client.post(url, {"code": code_now(secret)})
    assert client.get(reverse("admin:index")).status_code == 200


def test_the_page_that_adds_a_passkey_renders(cast: Cast) -> None:
    client = of(cast.board)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_add_webauthn"))
    assert page.status_code == 200
    assert "Nom de la clé" in page.text


def test_who_has_a_second_factor_is_asked_for_it_at_log_in(cast: Cast, client: Client) -> None:
    user = cast.board
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    TOTP.activate(user, SECRET)
    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("token-list")).status_code == 302
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert client.get(reverse("token-list")).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": code_now(SECRET)})
    assert client.get(reverse("token-list")).status_code == 200


def test_the_code_to_scan_has_each_dark_square_and_no_other() -> None:
    url = "otpauth://totp/Association%20PROMESSE:adherent%40demo.example?secret=JBSWY3DPEHPK3PXP"
    code = qrcode.QRCode(mask_pattern=0, error_correction=qrcode.ERROR_CORRECT_L)
    code.add_data(url, optimize=0)
    wanted = {
        (x, y) for y, row in enumerate(code.get_matrix()) for x, dark in enumerate(row) if dark
    }
    drawn = get_adapter().build_totp_svg(url)
    runs = re.findall(r"M(\d+),(\d+)H(\d+)V\d+H\1z", drawn)
    assert {(x, int(y)) for a, y, b in runs for x in range(int(a), int(b))} == wanted
    side = len(code.get_matrix())
    assert f'viewBox="0 0 {side} {side}"' in drawn


def test_a_page_reads_the_kinds_of_factor_once_and_the_next_one_anew(
    cast: Cast, django_assert_max_num_queries
) -> None:
    client = of(cast.adherent)
    page = reverse("mfa_index")
    client.get(page)
    # Session, user, memberships, address, factors.
    with django_assert_max_num_queries(5):
        assert client.get(page).context["is_mfa_enabled"] is False
    Authenticator.objects.create(user=cast.adherent, type=Authenticator.Type.TOTP, data={})
    assert client.get(page).context["is_mfa_enabled"] is True
