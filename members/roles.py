from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    MEMBER = "member", _("Adhérent")
    COMMITTEE = "committee", _("Commission stratégie")
    BOARD = "board", _("Bureau")
    LAWYER = "lawyer", _("Avocat")
    ADMINISTRATOR = "administrator", _("Administrateur technique")


# A second factor is required of those who decide, who hold evidence, or who could let them in.
SECOND_FACTOR_ROLES = frozenset({Role.COMMITTEE, Role.BOARD, Role.LAWYER, Role.ADMINISTRATOR})
DESK_ROLES = frozenset({Role.COMMITTEE, Role.BOARD, Role.ADMINISTRATOR})

# Who may give and end which role. An administrator alone makes another.
GRANTS: dict[Role, frozenset[Role]] = {
    Role.BOARD: frozenset({Role.MEMBER, Role.COMMITTEE, Role.BOARD, Role.LAWYER}),
    Role.ADMINISTRATOR: frozenset(Role),
}


def grantable_by(roles: set[Role]) -> frozenset[Role]:
    return frozenset().union(*(GRANTS.get(role, frozenset()) for role in roles))


def functions_in_words(kept: str) -> str:
    """Functions are kept in French, whoever acts; their reader has a language."""
    return ", ".join(gettext(each) for each in kept.split(", ")) if kept else ""
