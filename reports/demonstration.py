"""The two incidents of January 2018, taken through the four steps by the real acts.

The article behind them publishes a table only: the raw observations are a reconstruction, and every
page and document made in demonstration mode says so.
"""

import secrets
from dataclasses import dataclass
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

import cases
from cases.actions import (
    approve_relay,
    cast_vote,
    close_ballot,
    draft_relay,
    grant_mandate,
    open_ballot,
    verify_case,
)
from cases.importing import import_observations
from cases.models import Case
from cases.states import Audience, Proposal, RelayPurpose, Verdict, VoteChoice
from members.kinds import OrganisationKind
from members.models import Membership, Organisation, User
from members.roles import Role
from reports.actions import request_dossier

OBSERVATIONS = Path(cases.__file__).parent / "data" / "january_2018.json"
DOMAIN = "demo.promesse.example"
RELAYED = {
    "ebp-2018-01-09": (
        "Le 9 janvier 2018, des abonnés à EBP Compta SaaS ne pouvaient plus se connecter. "
        "Les adhérents interrogés qui ont été prévenus l’ont été par un mail de l’éditeur, "
        "à l’ouverture de l’incident puis à sa fin. Le tableau des huit critères est joint."
    ),
    "sage-2018-01-11": (
        "Le 11 janvier 2018, les abonnés aux produits Sage 50c ne pouvaient plus se connecter. "
        "Aucun des adhérents interrogés n’a reçu de message de l’éditeur, ni pendant l’incident "
        "ni à sa fin. Le tableau des huit critères est joint."
    ),
}


@dataclass(frozen=True)
class Account:
    role: str
    email: str
    password: str


@dataclass(frozen=True)
class Committee:
    chair: User
    members: list[User]


def accounts_file() -> Path:
    return Path(settings.PROMESSE_HOME) / "demo-accounts.txt"


def is_loaded() -> bool:
    return User.objects.filter(email=f"presidente@{DOMAIN}").exists()


@transaction.atomic
def load() -> list[Account]:
    """All or nothing. The passwords are drawn anew, and kept in `accounts_file` only."""
    import_observations(OBSERVATIONS.read_bytes(), by=None)
    accounts: list[Account] = []
    committee = _committee(accounts)
    _others(accounts)
    lawyer = _person(accounts, "Maître Claire Morel", "avocate", Role.LAWYER, None)
    _person(accounts, "Maître Paul Garnier", "avocat-sans-mandat", Role.LAWYER, None)
    cases_taken = [_take_through(key, committee, text) for key, text in RELAYED.items()]
    # Once both are relayed, so that each document holds the table of the two.
    for case in cases_taken:
        grant_mandate(case, lawyer=lawyer, by=committee.chair, since=timezone.localdate())
        request_dossier(case, by=committee.members[0])
    _keep(accounts)
    return accounts


def _take_through(key: str, committee: Committee, text: str) -> Case:
    case = Case.objects.get(key=key)
    verifier, author = committee.members[0], committee.members[1]
    verify_case(
        case,
        by=verifier,
        seen=case.version,
        verdict=Verdict.CONFIRMED,
        grounds="Les observations de plusieurs organisations indépendantes concordent.",
        links="",
    )
    ballot = open_ballot(
        case, by=author, proposal=Proposal.ACT, general_interest=True, service_quality=True
    )
    for voter in [committee.chair, *committee.members]:
        cast_vote(ballot, by=voter, choice=VoteChoice.FOR)
    close_ballot(
        ballot,
        by=committee.chair,
        seen=case.version,
        reasons="Des clients de plusieurs adhérents ne pouvaient plus travailler : "
        "les adhérents doivent savoir ce qui a été constaté.",
    )
    case.refresh_from_db()
    relay = draft_relay(
        case,
        by=author,
        seen=case.version,
        purpose=RelayPurpose.SERVICE_QUALITY,
        audience=Audience.MEMBERS,
        text=text,
    )
    case.refresh_from_db()
    approve_relay(relay, by=verifier, seen=case.version)
    case.refresh_from_db()
    return case


def _committee(accounts: list[Account]) -> Committee:
    """As many as the quorum asks for, from organisations that observed neither incident."""
    chair = _person(
        accounts, "Hélène Laurent", "presidente", Role.COMMITTEE, _organisation(0), chair=True
    )
    names = ["Karim Benali", "Sophie Dubois", "Luc Fontaine"]
    names += [f"Membre {number}" for number in range(4, settings.COMMITTEE_QUORUM)]
    members = [
        _person(accounts, name, f"commission-{number}", Role.COMMITTEE, _organisation(number))
        for number, name in enumerate(names, start=1)
    ]
    return Committee(chair, members)


def _others(accounts: list[Account]) -> None:
    observers = {"adherent": ("Nadia Petit", "org-04"), "adherent-2": ("Marc Roux", "org-08")}
    for login, (name, key) in observers.items():
        _person(accounts, name, login, Role.MEMBER, Organisation.objects.get(key=key))
    _person(accounts, "Anne Bureau", "bureau", Role.BOARD, _organisation(0))
    _person(accounts, "Igor Technique", "administrateur", Role.ADMINISTRATOR, None)


def _organisation(number: int) -> Organisation:
    return Organisation.objects.get_or_create(
        key=f"demo-commission-{number}",
        defaults={"name": f"Organisation {number} (commission)", "kind": OrganisationKind.VAR},
    )[0]


def _person(
    accounts: list[Account],
    name: str,
    login: str,
    role: Role,
    organisation: Organisation | None,
    *,
    chair: bool = False,
) -> User:
    account = Account(
        role="Présidence de la commission" if chair else str(role.label),
        email=f"{login}@{DOMAIN}",
        password=secrets.token_urlsafe(12),
    )
    user = User.objects.create_user(account.email, name, account.password, organisation)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    Membership.objects.create(user=user, role=role, chair=chair)
    accounts.append(account)
    return user


def _keep(accounts: list[Account]) -> None:
    path = accounts_file()
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    width = max(len(account.email) for account in accounts)
    path.write_text(
        "".join(f"{item.email:<{width}}  {item.password}  {item.role}\n" for item in accounts)
    )
