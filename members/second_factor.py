from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from members.models import User


def lacks_second_factor(user: User) -> bool:
    """The demonstration asks for none: its accounts are for one machine and one evening."""
    return not settings.DEMO and user.needs_second_factor and not is_mfa_enabled(user)
