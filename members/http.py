from django.http import HttpRequest

from members.models import User


class MemberRequest(HttpRequest):
    """A request that the log-in wall has let through: its user is one of ours."""

    user: User
