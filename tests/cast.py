"""The people of the tests. Each page walks the ladder from stranger to committee."""

from collections.abc import Callable
from datetime import date
from functools import cached_property

from django.test import Client

from members.kinds import OrganisationKind
from members.models import Membership, Organisation, User
from members.roles import Role

PASSWORD = "un mot de passe de test"

type LogIn = Callable[[User], Client]


class Cast:
    """Each person exists in the database from the first time they are named."""

    @cached_property
    def adherent(self) -> User:
        return person("Alice Adhérente", "alice", organisation("Alpha"), Role.MEMBER)

    @cached_property
    def colleague(self) -> User:
        """Of the same organisation as `adherent`."""
        return person("Colin Collègue", "colin", self.adherent.organisation, Role.MEMBER)

    @cached_property
    def other_adherent(self) -> User:
        return person("Bruno Autre", "bruno", organisation("Beta"), Role.MEMBER)

    @cached_property
    def committee(self) -> User:
        return person("Chloé Commission", "chloe", organisation("Gamma"), Role.COMMITTEE)

    @cached_property
    def second_committee(self) -> User:
        return person("Denis Commission", "denis", organisation("Delta"), Role.COMMITTEE)

    @cached_property
    def third_committee(self) -> User:
        return person("Emma Commission", "emma", organisation("Epsilon"), Role.COMMITTEE)

    @cached_property
    def chair(self) -> User:
        return person("Hugo Président", "hugo", organisation("Zeta"), Role.COMMITTEE, chair=True)

    @cached_property
    def board(self) -> User:
        return person("Fanny Bureau", "fanny", organisation("Eta"), Role.BOARD)

    @cached_property
    def lawyer(self) -> User:
        return person("Maître Laure Avocat", "laure", None, Role.LAWYER)

    @cached_property
    def other_lawyer(self) -> User:
        return person("Maître Marc Confrère", "marc", None, Role.LAWYER)

    @cached_property
    def adviser(self) -> User:
        """A lawyer by function: what they are on a case, their mandate says."""
        return person("Maître Tina Conseil", "tina", None, Role.LAWYER)

    @cached_property
    def administrator(self) -> User:
        return person("Igor Technique", "igor", None, Role.ADMINISTRATOR)

    @cached_property
    def stranger(self) -> User:
        """Someone whose only membership has ended."""
        user = person("Zoé Partie", "zoe", organisation("Omega"), Role.MEMBER)
        Membership.objects.filter(user=user).update(until=date(2020, 1, 1), since=date(2019, 1, 1))
        return User.objects.get(pk=user.pk)


def organisation(name: str) -> Organisation:
    return Organisation.objects.get_or_create(
        key=name.lower(), defaults={"name": name, "kind": OrganisationKind.RESELLER}
    )[0]


def person(
    full_name: str,
    login: str,
    organisation: Organisation | None,
    role: Role,
    *,
    chair: bool = False,
) -> User:
    user = User.objects.create_user(
        f"{login}@example.org", full_name, PASSWORD, organisation=organisation
    )
    Membership.objects.create(user=user, role=role, chair=chair, since=date(2018, 1, 1))
    return user
