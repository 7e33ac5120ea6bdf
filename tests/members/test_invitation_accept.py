from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail, signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from members import actions
from members.errors import InvitationSpent
from members.invitations import token_for
from members.models import Invitation, Membership, User
from members.roles import Role
from tests.cast import Cast, organisation

PASSWORD = "une phrase que personne ne devine"
TYPED = {"password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def invitation(cast: Cast) -> Invitation:
    return actions.invite(
        email="Nina@Example.org",
        full_name="Nina Nouvelle",
        organisation=organisation("Theta"),
        role=Role.MEMBER,
        chair=False,
        by=cast.board,
    )


def link_of(invitation: Invitation) -> str:
    return reverse("invitation-accept", args=[token_for(invitation)])


def test_the_link_in_the_mail_shows_who_is_invited(invitation: Invitation, client: Client) -> None:
    link = next(line for line in mail.outbox[0].body.splitlines() if "/invitation/" in line)
    page = client.get(link.removeprefix("http://localhost:8000"))
    assert page.status_code == 200
    assert "Nina Nouvelle" in page.text
    assert "nina@example.org" in page.text
    assert "Theta" in page.text


def test_accepting_opens_the_account_and_the_session(
    invitation: Invitation, client: Client
) -> None:
    answer = client.post(link_of(invitation), TYPED)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    user = User.objects.get(email="nina@example.org")
    assert int(client.session["_auth_user_id"]) == user.pk
    assert user.check_password(PASSWORD)
    assert user.organisation == invitation.organisation
    assert user.roles == {Role.MEMBER}
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified, address.primary) == ("nina@example.org", True, True)
    membership = Membership.objects.get(user=user)
    assert membership.granted_by == invitation.invited_by
    assert membership.since == localdate()
    invitation.refresh_from_db()
    assert invitation.accepted_by == user


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"password1": PASSWORD, "password2": PASSWORD + "!"}, "ne correspondent pas"),
        ({"password1": "court", "password2": "court"}, "au minimum 12"),
        ({"password1": "123456789012345", "password2": "123456789012345"}, "entièrement numérique"),
        ({"password1": "nina nouvelle", "password2": "nina nouvelle"}, "semblable"),
        ({}, "Choisissez un mot de passe."),
    ],
)
def test_a_bad_password_is_refused_and_the_link_still_serves(
    typed: dict[str, str], sentence: str, invitation: Invitation, client: Client
) -> None:
    answer = client.post(link_of(invitation), typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not User.objects.filter(email="nina@example.org").exists()
    assert client.post(link_of(invitation), TYPED).status_code == 302


def test_a_used_link_is_gone(invitation: Invitation, client: Client) -> None:
    client.post(link_of(invitation), TYPED)
    again = Client().post(link_of(invitation), TYPED)
    assert again.status_code == 410
    assert "a déjà servi" in again.text
    assert User.objects.filter(email="nina@example.org").count() == 1


def test_a_revoked_link_is_gone(invitation: Invitation, cast: Cast, client: Client) -> None:
    actions.revoke_invitation(invitation, by=cast.board)
    answer = client.post(link_of(invitation), TYPED)
    assert answer.status_code == 410
    assert "annulée" in answer.text
    assert not User.objects.filter(email="nina@example.org").exists()


def test_a_link_older_than_72_hours_is_gone(
    invitation: Invitation, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = link_of(invitation)
    now = timezone.now()
    clock = signing.time.time()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=71, minutes=59))
    monkeypatch.setattr(signing.time, "time", lambda: clock + 72 * 3600 - 60)
    assert client.get(link).status_code == 200
    monkeypatch.setattr(signing.time, "time", lambda: clock + 72 * 3600 + 60)
    answer = client.get(link)
    assert answer.status_code == 410
    assert "trois jours" in answer.text


def test_an_invitation_row_older_than_72_hours_is_gone_too(
    invitation: Invitation, client: Client
) -> None:
    Invitation.objects.update(invited_at=timezone.now() - timedelta(hours=73))
    assert client.get(link_of(invitation)).status_code == 410


@pytest.mark.parametrize("spoil", [str.upper, lambda token: token[:-1], lambda token: "x" + token])
def test_an_altered_link_is_unknown(spoil, invitation: Invitation, client: Client) -> None:
    link = reverse("invitation-accept", args=[spoil(token_for(invitation))])
    answer = client.post(link, TYPED)
    assert answer.status_code == 404
    assert "incomplet ou abîmé" in answer.text
    assert "Nina" not in answer.text


def test_a_signature_made_for_something_else_is_unknown(
    invitation: Invitation, client: Client
) -> None:
    foreign = signing.TimestampSigner(salt="elsewhere").sign(str(invitation.pk))
    assert client.get(reverse("invitation-accept", args=[foreign])).status_code == 404


def test_an_address_that_got_an_account_meanwhile_keeps_it(
    invitation: Invitation, client: Client
) -> None:
    User.objects.create_user("nina@example.org", "Nina Première", "un autre mot de passe")
    answer = client.post(link_of(invitation), TYPED)
    assert answer.status_code == 410
    assert "a déjà un compte" in answer.text
    assert User.objects.get(email="nina@example.org").full_name == "Nina Première"


def test_a_chair_taken_meanwhile_leaves_no_account(cast: Cast, client: Client) -> None:
    invitation = actions.invite(
        email="nina@example.org",
        full_name="Nina Nouvelle",
        organisation=None,
        role=Role.COMMITTEE,
        chair=True,
        by=cast.board,
    )
    assert cast.chair.chairs_committee
    answer = client.post(link_of(invitation), TYPED)
    assert answer.status_code == 409
    assert "déjà une présidence" in answer.text
    assert not User.objects.filter(email="nina@example.org").exists()
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_a_lawyer_who_accepts_is_sent_to_the_second_factor(cast: Cast, client: Client) -> None:
    invitation = actions.invite(
        email="nina@example.org",
        full_name="Nina Nouvelle",
        organisation=None,
        role=Role.LAWYER,
        chair=False,
        by=cast.board,
    )
    page = client.post(link_of(invitation), TYPED, follow=True)
    assert page.redirect_chain[-1] == (reverse("mfa_index"), 302)


def test_the_act_itself_refuses_a_used_link(invitation: Invitation) -> None:
    token = token_for(invitation)
    actions.accept_invitation(token, PASSWORD)
    with pytest.raises(InvitationSpent):
        actions.accept_invitation(token, PASSWORD)
