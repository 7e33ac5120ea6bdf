"""The second act reads before the first has committed: the database has the last word."""

from collections.abc import Callable
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from members import actions
from members.errors import GrantRefused, InvitationSpent, MembersRefused
from members.invitations import token_for
from members.models import Membership, User
from members.roles import Role
from tests.cast import Cast

# Long enough for the second act to pass its own check and wait for the first one's row.
SECONDS = 2


def refusal_of_the_second(
    first: Callable[[], object], second: Callable[[], object]
) -> MembersRefused | None:
    done, refusals = Event(), []

    def try_second() -> None:
        done.wait(timeout=30)
        try:
            second()
        except MembersRefused as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    rival = Thread(target=try_second)
    rival.start()
    with transaction.atomic():
        first()
        done.set()
        rival.join(timeout=SECONDS)
    rival.join(timeout=30)
    return refusals[0] if refusals else None


def test_there_is_one_first_administrator(cast: Cast) -> None:
    assert cast.administrator
    with pytest.raises(GrantRefused, match="déjà un administrateur"):
        actions.create_first_administrator("paul@example.org", "Paul Second", "mot-de-passe-long")
    assert not User.objects.filter(email="paul@example.org").exists()


@pytest.mark.django_db(transaction=True)
def test_a_role_given_by_two_people_at_once_is_held_once() -> None:
    cast = Cast()
    person, board, administrator = cast.adherent, cast.board, cast.administrator
    refusal = refusal_of_the_second(
        lambda: actions.grant_role(person, Role.LAWYER, chair=False, by=board),
        lambda: actions.grant_role(person, Role.LAWYER, chair=False, by=administrator),
    )
    assert isinstance(refusal, GrantRefused)
    held = Membership.objects.filter(user=person, role=Role.LAWYER)
    assert [membership.granted_by for membership in held] == [board]


@pytest.mark.django_db(transaction=True)
def test_an_invitation_revoked_while_it_is_accepted_opens_no_account() -> None:
    cast = Cast()
    board = cast.board
    invitation = actions.invite(
        email="nina@example.org",
        full_name="Nina Neuve",
        organisation=cast.adherent.organisation,
        role=Role.MEMBER,
        chair=False,
        by=board,
    )
    token = token_for(invitation)
    refusal = refusal_of_the_second(
        lambda: actions.revoke_invitation(invitation, by=board),
        lambda: actions.accept_invitation(token, "un mot de passe assez long"),
    )
    assert isinstance(refusal, InvitationSpent)
    assert not User.objects.filter(email="nina@example.org").exists()
