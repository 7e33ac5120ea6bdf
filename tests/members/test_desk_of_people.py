from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members import actions
from members.models import Invitation, Membership, User
from members.roles import Role
from tests.cast import Cast, organisation

pytestmark = pytest.mark.usefixtures("no_second_factor")

LISTS = ("organisation", "user", "membership", "invitation")
BACKEND = "members.backends.MembershipBackend"


@pytest.fixture
def no_second_factor(settings) -> None:
    settings.DEMO = True


def at_desk(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def invited(cast: Cast, **changes: object) -> Invitation:
    given = {"email": "nina@example.org", "full_name": "Nina Nouvelle", "role": Role.MEMBER}
    given |= {"organisation": organisation("Theta"), "chair": False, "by": cast.board}
    return actions.invite(**(given | changes))


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    ("who", "status"),
    [("board", 200), ("administrator", 200), ("committee", 403), ("adherent", 302)],
)
def test_only_those_who_manage_people_open_the_lists(
    name: str, who: str, status: int, cast: Cast
) -> None:
    page = at_desk(getattr(cast, who)).get(reverse(f"admin:members_{name}_changelist"))
    assert page.status_code == status


@pytest.mark.parametrize("name", LISTS)
def test_nobody_deletes_people_or_what_they_held(name: str, cast: Cast) -> None:
    rows = {
        "organisation": organisation("Theta"),
        "user": cast.adherent,
        "membership": cast.adherent.memberships.get(),
        "invitation": invited(cast),
    }
    for who in (cast.board, cast.administrator):
        url = reverse(f"admin:members_{name}_delete", args=[rows[name].pk])
        assert at_desk(who).post(url, {"post": "yes"}).status_code == 403


def test_the_desk_speaks_french(cast: Cast) -> None:
    page = at_desk(cast.administrator).get(reverse("admin:index"))
    assert "Bureau de la commission" in page.text
    assert "personnes" in page.text.lower()


def test_an_anonymous_visitor_logs_in_by_the_site(client: Client) -> None:
    login = client.get(reverse("admin:login"))
    assert login.status_code == 302
    assert login["Location"].startswith(reverse("account_login"))


def test_an_adherent_is_told_that_the_desk_is_not_theirs(cast: Cast) -> None:
    assert at_desk(cast.adherent).get(reverse("admin:login")).status_code == 403


def test_the_policy_is_looser_under_the_desk_only(cast: Cast) -> None:
    client = at_desk(cast.board)
    assert "unsafe-eval" in client.get(reverse("admin:index"))["Content-Security-Policy"]
    assert "unsafe" not in client.get(reverse("token-list"))["Content-Security-Policy"]


def test_inviting_from_the_desk_sends_the_link(cast: Cast) -> None:
    answer = at_desk(cast.board).post(
        reverse("admin:members_invitation_add"),
        {
            "email": "Nina@example.org",
            "full_name": "Nina Nouvelle",
            "organisation": organisation("Theta").pk,
            "role": "member",
        },
    )
    assert answer["Location"] == reverse("admin:members_invitation_changelist")
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.invited_by) == ("nina@example.org", cast.board)
    assert mail.outbox[0].to == ["nina@example.org"]


def test_a_refused_invitation_keeps_what_was_typed(cast: Cast) -> None:
    typed = {"email": "nina@example.org", "full_name": "Nina Nouvelle", "role": "member"}
    answer = at_desk(cast.board).post(reverse("admin:members_invitation_add"), typed)
    assert answer.status_code == 422
    assert "appartient à une organisation" in answer.text
    assert "nina@example.org" in answer.text
    assert "Nina Nouvelle" in answer.text
    assert not Invitation.objects.exists()


def test_the_board_is_not_offered_to_make_administrators(cast: Cast) -> None:
    url = reverse("admin:members_invitation_add")
    assert 'value="administrator"' not in at_desk(cast.board).get(url).text
    assert 'value="administrator"' in at_desk(cast.administrator).get(url).text


def test_revoking_asks_first_then_does(cast: Cast) -> None:
    invitation = invited(cast)
    client = at_desk(cast.board)
    url = reverse("admin:members_invitation_revoke", args=[invitation.pk])
    question = client.get(url).text
    assert "n’ouvrira plus" in question
    assert "Annuler l’invitation" in question
    invitation.refresh_from_db()
    assert invitation.revoked_at is None
    page = client.post(url, follow=True)
    assert "Invitation annulée" in page.text
    invitation.refresh_from_db()
    assert invitation.revoked_at is not None
    assert "est déjà annulée" in client.post(url, follow=True).text


def test_an_invitation_says_nothing_of_what_has_not_happened(cast: Cast) -> None:
    invitation = invited(cast)
    url = reverse("admin:members_invitation_change", args=[invitation.pk])
    client = at_desk(cast.board)
    for label in ("Acceptée", "Annulée", "Préside la commission"):
        assert label not in client.get(url).text
    Invitation.objects.update(revoked_at=timezone.now())
    assert "Annulée" in client.get(url).text
    assert "Acceptée" not in client.get(url).text


def test_invitations_are_found_by_state(cast: Cast) -> None:
    spoilt = {
        "Odile Acceptée": {"accepted_at": timezone.now(), "accepted_by": cast.adherent},
        "Paul Annulé": {"revoked_at": timezone.now()},
        "Rita Expirée": {"invited_at": timezone.now() - timedelta(hours=72)},
        "Sam Attendu": {},
    }
    for rank, (name, changes) in enumerate(spoilt.items()):
        invitation = invited(cast, email=f"n{rank}@example.org", full_name=name)
        if changes:
            Invitation.objects.filter(pk=invitation.pk).update(**changes)
    client = at_desk(cast.board)
    states = ("accepted", "revoked", "expired", "pending")
    for state, name in zip(states, spoilt, strict=True):
        page = client.get(reverse("admin:members_invitation_changelist"), {"etat": state})
        assert [row.full_name for row in page.context["cl"].result_list] == [name]


def test_giving_a_role_from_the_desk(cast: Cast) -> None:
    url = reverse("admin:members_membership_add")
    client = at_desk(cast.board)
    typed = {"user": cast.adherent.pk, "role": "committee", "chair": "on"}
    assert client.post(url, typed)["Location"] == reverse("admin:members_membership_changelist")
    given = Membership.objects.get(user=cast.adherent, role=Role.COMMITTEE)
    assert (given.chair, given.granted_by) == (True, cast.board)
    again = client.post(url, typed)
    assert again.status_code == 422
    assert "tient déjà ce rôle" in again.text


def test_ending_asks_first_then_takes_effect(cast: Cast) -> None:
    membership = cast.adherent.memberships.get()
    client = at_desk(cast.board)
    url = reverse("admin:members_membership_end", args=[membership.pk])
    assert "prochaine action" in client.get(url).text
    assert Membership.objects.in_force().filter(pk=membership.pk).exists()
    assert "a pris fin" in client.post(url, follow=True).text
    assert not Membership.objects.in_force().filter(pk=membership.pk).exists()
    assert "déjà pris fin" in client.post(url, follow=True).text


def test_memberships_are_found_by_whether_they_run(cast: Cast) -> None:
    ended = cast.stranger.memberships.get()
    running = cast.adherent.memberships.get()
    client = at_desk(cast.board)
    url = reverse("admin:members_membership_changelist")
    found = set(client.get(url, {"en-cours": "non"}).context["cl"].result_list)
    assert found == {ended}
    found = set(client.get(url, {"en-cours": "oui"}).context["cl"].result_list)
    assert running in found
    assert ended not in found


@pytest.mark.parametrize("act", ["membership_end", "invitation_revoke"])
def test_an_act_on_nothing_is_not_found(act: str, cast: Cast) -> None:
    url = reverse(f"admin:members_{act}", args=["inconnu"])
    assert at_desk(cast.board).post(url).status_code == 404


@pytest.mark.parametrize("act", ["membership_end", "invitation_revoke"])
def test_the_committee_does_not_act_on_people(act: str, cast: Cast) -> None:
    rows = {"membership_end": cast.adherent.memberships.get(), "invitation_revoke": invited(cast)}
    url = reverse(f"admin:members_{act}", args=[rows[act].pk])
    assert at_desk(cast.committee).post(url).status_code == 403
    assert (
        at_desk(cast.committee).get(reverse(f"admin:members_{act.split('_')[0]}_add")).status_code
        == 403
    )


def test_an_administrator_closes_an_account_and_changes_nothing_else(cast: Cast) -> None:
    url = reverse("admin:members_user_change", args=[cast.adherent.pk])
    client = at_desk(cast.administrator)
    page = client.get(url)
    assert "password" not in page.context["adminform"].form.fields
    client.post(url, {"full_name": "Autre Nom", "email": "autre@example.org"})
    person = User.objects.get(pk=cast.adherent.pk)
    assert not person.is_active
    assert (person.full_name, person.email) == ("Alice Adhérente", "alice@example.org")


def test_nobody_closes_their_own_account(cast: Cast) -> None:
    url = reverse("admin:members_user_change", args=[cast.administrator.pk])
    at_desk(cast.administrator).post(url, {})
    assert User.objects.get(pk=cast.administrator.pk).is_active


def test_the_board_reads_people_and_changes_none(cast: Cast) -> None:
    url = reverse("admin:members_user_change", args=[cast.adherent.pk])
    assert at_desk(cast.board).get(url).status_code == 200
    assert at_desk(cast.board).post(url, {}).status_code == 403
    assert User.objects.get(pk=cast.adherent.pk).is_active


def test_the_list_of_people_costs_the_same_for_three_and_thirty(
    cast: Cast, django_assert_num_queries
) -> None:
    client = at_desk(cast.board)
    url = reverse("admin:members_user_changelist")
    for rank in range(30):
        user = User.objects.create_user(f"p{rank}@example.org", f"Personne {rank}", "x")
        Membership.objects.create(user=user, role=Role.MEMBER)
    with django_assert_num_queries(QUERIES):
        assert "Personne 11" in client.get(url).text


QUERIES = 5
