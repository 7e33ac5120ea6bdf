from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from members.models import Membership, User


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

    def get_user(self, user_id: int) -> User | None:
        """With the roles that let them in: each request asks for both, in one query."""
        roles = list(Membership.objects.filter(user=user_id).select_related("user").order_by("pk"))
        if not roles:
            return None
        user = roles[0].user
        user.memberships_in_force = [role for role in roles if role.is_in_force()]
        return user if self.user_can_authenticate(user) else None

    def has_perm(self, user_obj: object, perm: str, obj: object | None = None) -> bool:
        return False

    def has_module_perms(self, user_obj: object, app_label: str) -> bool:
        return False
