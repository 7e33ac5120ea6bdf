from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from members.models import User


class MembershipBackend(AuthenticationBackend):
    """Who holds no role today does not log in, and who is logged in stops being so."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        return isinstance(user, User) and user.is_active and bool(user.memberships_in_force)

    def has_perm(self, user_obj: object, perm: str, obj: object | None = None) -> bool:
        return False

    def has_module_perms(self, user_obj: object, app_label: str) -> bool:
        return False
