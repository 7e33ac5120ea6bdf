"""Two people at once on one person, role or invitation: see `tests/cases/races/together.py`."""

from functools import partial

import pytest

from members import actions
from members.errors import GrantRefused, InvitationRefused, InvitationSpent
from members.invitations import token_for
from members.models import Invitation, Membership, User
from members.roles import Role
from tests.cases.races import together
from tests.cases.races.together import one_wins, sentence
from tests.cast import Cast

race = together.race
PASSWORD = "un mot de passe assez long"


def invite(cast: Cast, by: User) -> Invitation:
    return actions.invite(
        email="nina@example.org",
        full_name="Nina Neuve",
        organisation=cast.adherent.organisation,
        role=Role.MEMBER,
        chair=False,
        by=by,
    )


def accept(token: str) -> User:
    return actions.accept_invitation(token, PASSWORD)


def test_there_is_one_first_administrator(cast: Cast) -> None:
    assert cast.administrator
    with pytest.raises(GrantRefused, match=r"Il y a déjà un administrateur, .* depuis le "):
        actions.create_first_administrator("paul@example.org", "Paul Second", PASSWORD)
    assert not User.objects.filter(email="paul@example.org").exists()


def test_two_who_install_at_once_make_one_first_administrator(cast, race):
    outcomes = race(
        *(
            partial(actions.create_first_administrator, f"{name}@example.org", name, PASSWORD)
            for name in ("paul", "rose")
        )
    )
    one_wins(outcomes, GrantRefused)
    assert Membership.objects.filter(role=Role.ADMINISTRATOR).count() == 1
    assert User.objects.count() == 1


def test_a_role_given_by_two_people_at_once_is_held_once(cast, race):
    person, people = cast.adherent, (cast.board, cast.administrator)
    outcomes = race(
        *(partial(actions.grant_role, person, Role.LAWYER, chair=False, by=who) for who in people),
        without=["membership_role_held_once"],
    )
    winner = people[one_wins(outcomes, GrantRefused)]
    assert f"{winner} l’a donné le " in sentence(outcomes)
    held = Membership.objects.filter(user=person, role=Role.LAWYER)
    assert [membership.granted_by for membership in held] == [winner]


def test_the_committee_has_one_chair(cast, race):
    givers, board = (cast.adherent, cast.other_adherent), cast.board
    outcomes = race(
        *(
            partial(actions.grant_role, person, Role.COMMITTEE, chair=True, by=board)
            for person in givers
        ),
        without=["membership_one_chair"],
    )
    chosen = givers[one_wins(outcomes, GrantRefused)]
    told = f"La commission a déjà une présidence, {chosen}\N{NO-BREAK SPACE}: {board} lui a donné"
    assert f"{told} ce rôle le " in sentence(outcomes)
    assert [each.user for each in Membership.objects.filter(chair=True)] == [chosen]


def test_a_role_ends_once(cast, race):
    held = cast.adherent.memberships.get()
    people = (cast.board, cast.administrator)
    outcomes = race(
        *(
            partial(actions.end_membership, Membership.objects.get(pk=held.pk), by=who)
            for who in people
        )
    )
    winner = people[one_wins(outcomes, GrantRefused)]
    assert f"{winner} y a mis fin le " in sentence(outcomes)
    held.refresh_from_db()
    assert held.ended_by == winner


def test_a_role_that_ended_by_its_date_does_not_end_again(cast):
    with pytest.raises(GrantRefused, match="rien n’a changé"):
        actions.end_membership(cast.stranger.memberships.get(), by=cast.board)


def test_of_two_administrators_who_end_each_other_one_remains(cast, race):
    first = cast.administrator.memberships.get()
    second = actions.grant_role(cast.board, Role.ADMINISTRATOR, chair=False, by=cast.administrator)
    other = User.objects.get(pk=cast.board.pk)
    outcomes = race(
        partial(actions.end_membership, second, by=cast.administrator),
        partial(actions.end_membership, first, by=other),
    )
    one_wins(outcomes, GrantRefused)
    assert Membership.objects.in_force().filter(role=Role.ADMINISTRATOR).count() == 1


def test_an_address_is_invited_once(cast, race):
    people = (cast.board, cast.administrator)
    assert cast.adherent
    outcomes = race(*(partial(invite, cast, who) for who in people))
    winner = people[one_wins(outcomes, InvitationRefused)]
    assert f"{winner} l’a envoyée le " in sentence(outcomes)
    assert [each.invited_by for each in Invitation.objects.all()] == [winner]


def test_an_invitation_opens_one_account(cast, race):
    token = token_for(invite(cast, cast.board))
    outcomes = race(
        *[partial(accept, token)] * 2,
        before='UPDATE "members_invitation"',
        without=["members_user.email", "unique_verified_email"],
    )
    one_wins(outcomes, InvitationSpent)
    assert User.objects.filter(email="nina@example.org").count() == 1


def test_an_invitation_revoked_while_it_is_accepted_opens_no_account(cast, race):
    board = cast.board
    invitation = invite(cast, board)
    token = token_for(invitation)
    outcomes = race(
        partial(accept, token),
        partial(actions.revoke_invitation, Invitation.objects.get(pk=invitation.pk), by=board),
        without=["invitation_accepted_by_someone_at_some_time"],
    )
    accepted = together.winners(outcomes)[0] is not None
    one_wins(outcomes, InvitationRefused if accepted else InvitationSpent)
    assert User.objects.filter(email="nina@example.org").exists() == accepted
    invitation.refresh_from_db()
    assert (invitation.accepted_at is None, invitation.revoked_at is None) in {
        (True, False),
        (False, True),
    }


def test_an_invitation_is_revoked_once(cast, race):
    invitation = invite(cast, cast.board)
    people = (cast.board, cast.administrator)
    outcomes = race(
        *(
            partial(actions.revoke_invitation, Invitation.objects.get(pk=invitation.pk), by=who)
            for who in people
        )
    )
    winner = people[one_wins(outcomes, InvitationRefused)]
    assert f"{winner} l’a annulée le " in sentence(outcomes)
    invitation.refresh_from_db()
    assert invitation.revoked_by == winner
