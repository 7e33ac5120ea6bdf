"""What each role may open in the admin: the committee its desk, the board and administrators
people and settings. No role may both decide on cases and manage people by the same right."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from members.http import MemberRequest
from members.models import User
from members.roles import Role
from promesse.desk_home import waiting_for

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


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The desk's menu; django-unfold leaves out what the person may not open."""
    return [
        {
            "items": [
                _item(_("Ce qui vous attend"), "home", "index", ""),
                {
                    "title": _("Le site des adhérents"),
                    "icon": "open_in_new",
                    "link": reverse("home"),
                    # Every address begins with it.
                    "active": False,
                },
            ]
        },
        {
            "title": _("La veille"),
            "items": [
                _item(
                    _("Observations"),
                    "inbox",
                    "cases_observation_changelist",
                    "cases.view_observation",
                ),
                _item(_("Cas"), "folder_open", "cases_case_changelist", "cases.view_case"),
                _item(
                    _("Dossiers"),
                    "description",
                    "reports_dossier_changelist",
                    "reports.view_dossier",
                ),
                _item(
                    _("Mandats d’avocat"), "gavel", "cases_mandate_changelist", "cases.view_mandate"
                ),
                _page(_("Groupes"), "groups_2", "cohort-list", Role.COMMITTEE),
                _item(_("Journal"), "history", "evidence_entry_changelist", "evidence.view_entry"),
            ],
        },
        {
            "title": _("Le catalogue"),
            "items": [
                _item(
                    _("Éditeurs"), "apartment", "cases_publisher_changelist", "cases.view_publisher"
                ),
                _item(
                    _("Produits"), "deployed_code", "cases_product_changelist", "cases.view_product"
                ),
            ],
        },
        {
            "title": _("Les personnes"),
            "items": [
                _item(
                    _("Invitations"),
                    "mail",
                    "members_invitation_changelist",
                    "members.view_invitation",
                ),
                _item(_("Personnes"), "person", "members_user_changelist", "members.view_user"),
                _item(
                    _("Rôles"), "badge", "members_membership_changelist", "members.view_membership"
                ),
                _item(
                    _("Organisations"),
                    "groups",
                    "members_organisation_changelist",
                    "members.view_organisation",
                ),
                _page(
                    _("Qualité pour agir"),
                    "verified",
                    "association-profile",
                    Role.BOARD,
                    Role.ADMINISTRATOR,
                ),
            ],
        },
    ]


def _item(title: str, icon: str, name: str, permission: str) -> dict[str, Any]:
    def may_open(request: HttpRequest) -> bool:
        return not permission or bool(request.user.has_perm(permission))

    return {"title": title, "icon": icon, "link": reverse(f"admin:{name}"), "permission": may_open}


def _page(title: str, icon: str, name: str, *roles: Role) -> dict[str, Any]:
    """A page of the site that some of the desk's people work on."""

    def may_open(request: HttpRequest) -> bool:
        return isinstance(request.user, User) and not request.user.roles.isdisjoint(roles)

    return {"title": title, "icon": icon, "link": reverse(name), "permission": may_open}


def home(request: MemberRequest, context: dict[str, Any]) -> dict[str, Any]:
    return {**context, "title": _("Ce qui vous attend"), "waiting": waiting_for(request.user)}
