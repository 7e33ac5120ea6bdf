"""What the forms of the libraries' pages would send: what each accepts from someone who may."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from tests.access.world import World
from tests.cast import PASSWORD

type Sent = dict[str, Any]

NEW = "Un-autre-mot-de-passe-42"
TWICE = {"password1": NEW, "password2": NEW}

SENT: dict[str, Callable[[World], Sent]] = {
    "account_change_password": lambda world: {"oldpassword": PASSWORD, **TWICE},
    "account_email": lambda world: {"action_add": "", "email": "autre@example.org"},
    "account_login": lambda world: {"login": world.cast.adherent.email, "password": PASSWORD},
    "account_reauthenticate": lambda world: {"password": PASSWORD},
    # Another each time: a fifth mail to one address within a minute is refused.
    "account_reset_password": lambda world: {"email": f"{uuid4()}@example.org"},
    "account_reset_password_from_key": lambda world: TWICE,
    "account_set_password": lambda world: TWICE,
    "account_signup": lambda world: {"email": "nouvelle@example.org", **TWICE},
    "mfa_edit_webauthn": lambda world: {"name": "Autre nom"},
    "admin:login": lambda world: {"username": world.cast.chair.email, "password": PASSWORD},
    "admin:password_change": lambda world: {
        "old_password": PASSWORD,
        "new_password1": NEW,
        "new_password2": NEW,
    },
}
