from django.utils.translation import gettext as _
from knox.auth import TokenAuthentication
from knox.models import AuthToken
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied

from members.models import User
from members.second_factor import lacks_second_factor


class MembershipTokenAuthentication(TokenAuthentication):
    """A token opens nothing from the request after its owner's last membership ended, nor while
    they hold no second factor although their function asks for one."""

    def validate_user(self, auth_token: AuthToken) -> tuple[User, AuthToken]:
        user, token = super().validate_user(auth_token)
        if not user.memberships_in_force:
            raise AuthenticationFailed(_("Votre adhésion a pris fin."))
        if lacks_second_factor(user):
            raise PermissionDenied(
                _("Votre fonction demande un second facteur : ajoutez-en un sur le site.")
            )
        return user, token
