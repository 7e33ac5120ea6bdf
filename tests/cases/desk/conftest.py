from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from members.models import User


@pytest.fixture
def at_desk(db: None) -> Callable[[User], Client]:
    """Logged in, with the second factor that the desk's roles are asked for."""

    def log_in(user: User) -> Client:
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, data={})
        client = Client()
        client.force_login(user, backend="members.backends.MembershipBackend")
        return client

    return log_in
