"""What only the acts can show: who may do them, and two at once."""

import smtplib
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import connection
from django.utils import timezone

from members import actions
from members.errors import GrantRefused, InvitationRefused, MembersRefused
from members.invitations import token_for
from members.models import Invitation, Membership, User
from members.roles import Role
from tests.cast import Cast, organisation, person

PASSWORD = "une phrase que personne ne devine"


def invite(by: User, role: Role = Role.MEMBER, **changes: object) -> Invitation:
    given = {"email": "nina@example.org", "full_name": "Nina Nouvelle", "chair": False}
    given |= {"organisation": organisation("Theta")}
    return actions.invite(role=role, by=by, **(given | changes))


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("who", "may_give"),
    [
        ("adherent", set()),
        ("committee", set()),
        ("lawyer", set()),
        ("stranger", set()),
        ("board", {"member", "committee", "board", "lawyer"}),
        ("administrator", {"member", "committee", "board", "lawyer", "administrator"}),
    ],
)
def test_who_may_invite_grant_and_end_which_role(
    who: str, may_give: set[str], role: Role, cast: Cast
) -> None:
    by = getattr(cast, who)
    held = person("Omar Ordinaire", "omar", organisation("Iota"), role)
    person("Olga Ordinaire", "olga", organisation("Iota"), Role.ADMINISTRATOR)
    receiver = User.objects.create_user("nouveau@example.org", "Nouveau", PASSWORD)
    receiver.organisation = organisation("Iota")
    acts: list[Callable[[], object]] = [
        lambda: invite(by, role),
        lambda: actions.grant_role(receiver, role, chair=False, by=by),
        lambda: actions.end_membership(held.memberships.get(), by=by),
    ]
    for act in acts:
        if role in may_give:
            act()
        else:
            with pytest.raises(GrantRefused, match="Votre fonction ne permet"):
                act()
    assert Invitation.objects.exists() == (role in may_give)
    assert receiver.memberships.exists() == (role in may_give)
    assert held.memberships.in_force().exists() != (role in may_give)


def test_whoever_may_not_give_the_role_does_not_revoke_its_invitation(cast: Cast) -> None:
    invitation = invite(cast.administrator, Role.ADMINISTRATOR)
    with pytest.raises(GrantRefused):
        actions.revoke_invitation(invitation, by=cast.board)
    invitation.refresh_from_db()
    assert invitation.revoked_at is None


def test_the_mail_has_its_subject_and_no_secret_but_the_link(cast: Cast) -> None:
    invite(cast.board)
    sent = mail.outbox[0]
    assert sent.subject == "[PROMESSE] Ouvrez votre compte"
    assert sent.body.count("http://") == 1
    assert "Nina Nouvelle" in sent.body


def test_a_mail_that_cannot_leave_leaves_no_invitation(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuse)
    with pytest.raises(InvitationRefused, match="n’a pas pu partir"):
        invite(cast.board)
    assert not Invitation.objects.exists()


def test_an_address_with_an_account_is_not_invited(cast: Cast) -> None:
    with pytest.raises(InvitationRefused, match="a déjà un compte"):
        invite(cast.board, email=cast.adherent.email.upper())


def test_an_address_is_invited_once_at_a_time(cast: Cast) -> None:
    first = invite(cast.board)
    with pytest.raises(InvitationRefused, match="attend déjà"):
        invite(cast.board)
    actions.revoke_invitation(first, by=cast.board)
    second = invite(cast.board)
    Invitation.objects.filter(pk=second.pk).update(invited_at=timezone.now() - timedelta(hours=72))
    invite(cast.board)
    assert len(mail.outbox) == 3


@pytest.mark.parametrize(
    ("role", "changes", "sentence"),
    [
        (Role.MEMBER, {"organisation": None}, "appartient à une organisation"),
        (Role.BOARD, {"chair": True}, "Seul un membre de la commission"),
    ],
)
def test_a_role_that_cannot_be_held_is_not_offered(
    role: Role, changes: dict[str, object], sentence: str, cast: Cast
) -> None:
    with pytest.raises(GrantRefused, match=sentence):
        invite(cast.board, role, **changes)
    assert not mail.outbox


def test_there_is_one_chair(cast: Cast) -> None:
    assert cast.chair
    with pytest.raises(GrantRefused, match="déjà une présidence"):
        actions.grant_role(cast.adherent, Role.COMMITTEE, chair=True, by=cast.board)


def test_the_chair_passes_on_the_day_it_ends(cast: Cast) -> None:
    actions.end_membership(cast.chair.memberships.get(), by=cast.board)
    actions.grant_role(cast.adherent, Role.COMMITTEE, chair=True, by=cast.board)
    assert User.objects.get(pk=cast.adherent.pk).chairs_committee
    assert not User.objects.get(pk=cast.chair.pk).chairs_committee


def test_an_ended_role_keeps_its_row_and_who_ended_it(cast: Cast) -> None:
    membership = cast.adherent.memberships.get()
    actions.end_membership(membership, by=cast.board)
    row = Membership.objects.get(pk=membership.pk)
    assert (row.until, row.ended_by) == (timezone.localdate(), cast.board)
    with pytest.raises(GrantRefused, match="déjà pris fin"):
        actions.end_membership(membership, by=cast.administrator)
    row.refresh_from_db()
    assert row.ended_by == cast.board


def test_a_role_ended_before_it_began_never_opens(cast: Cast) -> None:
    begins = timezone.localdate() + timedelta(days=7)
    membership = cast.adherent.memberships.get()
    Membership.objects.filter(pk=membership.pk).update(since=begins)
    membership.refresh_from_db()
    actions.end_membership(membership, by=cast.board)
    assert membership.until == begins


def test_an_end_already_planned_is_brought_forward(cast: Cast) -> None:
    membership = cast.adherent.memberships.get()
    later = timezone.localdate() + timedelta(days=30)
    Membership.objects.filter(pk=membership.pk).update(until=later)
    actions.end_membership(membership, by=cast.board)
    assert membership.until == timezone.localdate()


def test_the_last_administrator_stays_until_there_is_another(cast: Cast) -> None:
    last = cast.administrator.memberships.get()
    with pytest.raises(GrantRefused, match="dernier administrateur"):
        actions.end_membership(last, by=cast.administrator)
    actions.grant_role(cast.board, Role.ADMINISTRATOR, chair=False, by=cast.administrator)
    actions.end_membership(last, by=cast.administrator)
    assert not Membership.objects.in_force().filter(pk=last.pk).exists()


def test_whoever_is_too_late_reads_who_removed_the_other_administrator(cast: Cast) -> None:
    other = person("Olga Technique", "olga", None, Role.ADMINISTRATOR)
    removed, last = other.memberships.get(), cast.administrator.memberships.get()
    assert other.roles == {Role.ADMINISTRATOR}  # read with the page, before the other act
    actions.end_membership(removed, by=cast.administrator)
    with pytest.raises(GrantRefused, match=f"{cast.administrator} a retiré {other} aujourd’hui"):
        actions.end_membership(last, by=other)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What became of acts begun together, each on a connection of its own."""
    start, became = Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
            became.append("done")
        except MembersRefused:
            became.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(became)


@pytest.mark.django_db(transaction=True)
def test_two_who_follow_one_link_at_once_open_one_account() -> None:
    cast = Cast()
    token = token_for(invite(cast.board))
    became = at_once(*[lambda: actions.accept_invitation(token, PASSWORD)] * 2)
    assert became == ["done", "refused"]
    assert Membership.objects.filter(user__email="nina@example.org").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_revoked_while_it_is_followed_is_one_or_the_other() -> None:
    cast = Cast()
    invitation = invite(cast.board)
    token = token_for(invitation)
    assert cast.board.roles
    became = at_once(
        lambda: actions.accept_invitation(token, PASSWORD),
        lambda: actions.revoke_invitation(invitation, by=cast.board),
    )
    assert became == ["done", "refused"]
    opened = User.objects.filter(email="nina@example.org").exists()
    assert opened == (Invitation.objects.get().revoked_at is None)


@pytest.mark.django_db(transaction=True)
def test_two_last_administrators_do_not_end_each_other_at_once() -> None:
    cast = Cast()
    other = person("Olga Technique", "olga", None, Role.ADMINISTRATOR)
    first, second = cast.administrator.memberships.get(), other.memberships.get()
    assert cast.administrator.roles == other.roles
    became = at_once(
        lambda: actions.end_membership(second, by=cast.administrator),
        lambda: actions.end_membership(first, by=other),
    )
    assert became == ["done", "refused"]
    assert Membership.objects.in_force().filter(role=Role.ADMINISTRATOR).count() == 1
