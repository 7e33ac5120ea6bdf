from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from members.models import User

type LogIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """A folder of its own, so that a test can count the files that it made."""
    settings.PROMESSE_HOME = tmp_path
    return tmp_path


@pytest.fixture
def logged_in() -> LogIn:
    def as_user(user: User) -> Client:
        if user.needs_second_factor:
            Authenticator.objects.get_or_create(
                user=user, type=Authenticator.Type.TOTP, defaults={"data": {}}
            )
        client = Client()
        client.force_login(user, backend="members.backends.MembershipBackend")
        return client

    return as_user
