"""Who asks, and how much at once."""

from rest_framework.pagination import CursorPagination
from rest_framework.request import Request

from members.models import User

LARGEST_PAGE = 100


class ByArrival(CursorPagination):
    ordering = ("-received_at", "-id")
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = LARGEST_PAGE


class ByDate(ByArrival):
    ordering = ("-occurred_on", "-id")


def user_of(request: Request) -> User:
    user = request.user
    assert isinstance(user, User)  # noqa: S101 the permission class has let no one else through
    return user
