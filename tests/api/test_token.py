from datetime import date

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from knox.models import AuthToken
from rest_framework.test import APIClient

from members.models import Membership
from tests.cast import PASSWORD

URL = "/api/v1/token/"


@pytest.fixture
def credentials(cast) -> dict[str, str]:
    user = cast.adherent
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return {"email": user.email, "password": PASSWORD}


def bearer(token: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    return client


def test_a_member_logs_in_and_the_token_opens_the_api(credentials):
    response = APIClient().post(URL, credentials, format="json")
    assert response.status_code == 201
    token = response.json()["token"]
    assert bearer(token).get("/api/v1/observations/").status_code == 200
    assert token not in str(AuthToken.objects.values())


@pytest.mark.parametrize("wrong", [{"password": "autre chose"}, {"email": "personne@example.org"}])
def test_wrong_credentials_read_the_same(credentials, wrong):
    response = APIClient().post(URL, {**credentials, **wrong}, format="json")
    assert response.status_code == 401
    assert response.json() == {"detail": "Adresse ou mot de passe inconnus."}


def test_the_limits_of_the_log_in_page_apply(credentials):
    wrong = {**credentials, "password": "autre chose"}
    statuses = [APIClient().post(URL, wrong, format="json").status_code for _ in range(12)]
    assert statuses[0] == 401
    assert statuses[-1] == 429


def test_a_function_that_needs_a_second_factor_gets_no_token_by_password(cast):
    user = cast.committee
    response = APIClient().post(URL, {"email": user.email, "password": PASSWORD}, format="json")
    assert response.status_code == 403
    assert not AuthToken.objects.exists()


def test_a_revoked_token_opens_nothing(credentials):
    token = APIClient().post(URL, credentials, format="json").json()["token"]
    assert bearer(token).delete(URL).status_code == 204
    assert bearer(token).get("/api/v1/observations/").status_code == 401


def test_a_token_opens_nothing_once_its_owners_membership_has_ended(cast, credentials):
    token = APIClient().post(URL, credentials, format="json").json()["token"]
    Membership.objects.filter(user=cast.adherent).update(until=date(2026, 1, 1))
    assert bearer(token).get("/api/v1/observations/").status_code == 401


def test_revoking_needs_a_token(db):
    assert APIClient().delete(URL).status_code == 401


@pytest.mark.parametrize("who", ["committee", "chair", "board", "lawyer"])
def test_a_token_opens_nothing_once_its_holder_has_removed_every_second_factor(cast, who):
    holder = getattr(cast, who)
    _, token = AuthToken.objects.create(user=holder)
    factor = Authenticator.objects.create(user=holder, type=Authenticator.Type.TOTP, data={})
    assert bearer(token).get("/api/v1/cases/").status_code == 200
    factor.delete()
    response = bearer(token).get("/api/v1/cases/")
    assert response.status_code == 403
    assert response.json()["detail"] == (
        "Votre fonction demande un second facteur : ajoutez-en un sur le site."
    )


def test_the_demonstration_asks_the_holder_of_a_token_for_no_second_factor(cast, settings):
    settings.DEMO = True
    _, token = AuthToken.objects.create(user=cast.committee)
    assert bearer(token).get("/api/v1/cases/").status_code == 200
