from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from members.models import User


class MembershipBackend(AuthenticationBackend):
    """Who holds no role today does not log in, and who is logged in stops being so."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """allauth keeps aside whom `user_can_authenticate` refused, and would log them in after
        all: emptied, so that an ended membership reads like a wrong password."""
        user = super().authenticate(request, **credentials)
        self.unstash_authenticated_user()
        return user if isinstance(user, User) else None

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        return isinstance(user, User) and user.is_active and bool(user.memberships_in_force)

    def has_perm(self, user_obj: object, perm: str, obj: object | None = None) -> bool:
        return False

    def has_module_perms(self, user_obj: object, app_label: str) -> bool:
        return False
