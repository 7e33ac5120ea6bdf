"""What each role may open in the admin: the committee its desk, the board and administrators
people and settings. No role may both decide on cases and manage people by the same right."""

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from members.models import User
from members.roles import Role

PEOPLE = frozenset(
    {
        "members.view_user",
        "members.view_organisation",
        "members.add_organisation",
        "members.change_organisation",
        "members.view_membership",
        "members.add_membership",
        "members.view_invitation",
        "members.add_invitation",
    }
)
DESK: dict[Role, frozenset[str]] = {
    Role.COMMITTEE: frozenset(
        {
            "cases.view_case",
            "cases.view_observation",
            "cases.view_mandate",
            "cases.view_publisher",
            "cases.add_publisher",
            "cases.change_publisher",
            "cases.view_product",
            "cases.add_product",
            "cases.change_product",
            "evidence.view_entry",
            "reports.view_dossier",
        }
    ),
    Role.BOARD: PEOPLE,
    Role.ADMINISTRATOR: PEOPLE | {"members.change_user"},
}


class DeskBackend(BaseBackend):
    def authenticate(self, request: object, **credentials: object) -> None:
        """Nobody logs in through this backend: it only says what a role may open."""

    def get_user(self, user_id: object) -> None:
        return None

    def get_all_permissions(
        self, user_obj: AbstractBaseUser | AnonymousUser, obj: Model | None = None
    ) -> set[str]:
        if not isinstance(user_obj, User):
            return set()
        return {perm for role in user_obj.roles for perm in DESK.get(role, frozenset())}

    def has_module_perms(self, user_obj: AbstractBaseUser | AnonymousUser, app_label: str) -> bool:
        return any(perm.startswith(f"{app_label}.") for perm in self.get_all_permissions(user_obj))
