from django.utils.translation import gettext as _
from knox.auth import TokenAuthentication
from knox.models import AuthToken
from rest_framework.exceptions import AuthenticationFailed

from members.models import User


class MembershipTokenAuthentication(TokenAuthentication):
    """A token opens nothing from the request after its owner's last membership ended."""

    def validate_user(self, auth_token: AuthToken) -> tuple[User, AuthToken]:
        user, token = super().validate_user(auth_token)
        if not user.memberships_in_force:
            raise AuthenticationFailed(_("Votre adhésion a pris fin."))
        return user, token
