"""The acts on people: page, admin and command call them; nobody saves a role otherwise."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from members import emails, invitations, typography
from members.errors import GrantRefused, InvitationRefused, InvitationSpent
from members.models import Invitation, Membership, Organisation, User
from members.roles import Role, grantable_by

# Any constant will do: it names our locks among PostgreSQL's advisory locks.
PEOPLE_LOCK = 0x50454F50


@transaction.atomic
def invite(
    *,
    email: str,
    full_name: str,
    organisation: Organisation | None,
    role: Role,
    chair: bool,
    by: User,
) -> Invitation:
    _refuse_grant_by(by, role)
    invitation = Invitation(
        email=email.lower(),
        full_name=full_name,
        organisation=organisation,
        role=role,
        chair=chair,
        invited_by=by,
    )
    _one_at_a_time(invitation.email)
    _refuse_invitation(invitation)
    invitation.save()
    try:
        emails.send_invitation(invitation)
    except OSError as error:
        raise InvitationRefused(
            _("Le message n’a pas pu partir : rien n’est envoyé. Réessayez dans un moment.")
        ) from error
    return invitation


def revoke_invitation(invitation: Invitation, *, by: User) -> None:
    _refuse_grant_by(by, Role(invitation.role))
    open_ones = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    revoked = open_ones.update(revoked_at=timezone.now(), revoked_by=by)
    invitation.refresh_from_db()
    if revoked != 1:
        raise InvitationRefused(_spent(invitation))


@transaction.atomic
def accept_invitation(token: str, password: str) -> User:
    """Opens the account: of two persons who follow the link at once, one gets it."""
    invitation = invitations.open_invitation(token)
    user = _open_account(invitation.email, invitation.full_name, password, invitation.organisation)
    open_ones = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if open_ones.update(accepted_at=timezone.now(), accepted_by=user) != 1:
        invitation.refresh_from_db()
        raise InvitationSpent(_spent(invitation))
    _hold(user, Role(invitation.role), chair=invitation.chair, by=invitation.invited_by)
    return user


@transaction.atomic
def grant_role(user: User, role: Role, *, chair: bool, by: User) -> Membership:
    _refuse_grant_by(by, role)
    _refuse_role(role, chair=chair, organisation=user.organisation)
    return _hold(user, role, chair=chair, by=by)


def end_membership(membership: Membership, *, by: User) -> None:
    """From today on: at their next request the person no longer holds the role."""
    _refuse_grant_by(by, Role(membership.role))
    until = max(timezone.localdate(), membership.since)
    with transaction.atomic():
        _refuse_end_of_last_administrator(membership)
        unended = Membership.objects.filter(Q(until=None) | Q(until__gt=until), pk=membership.pk)
        ended = unended.update(until=until, ended_by=by)
    membership.refresh_from_db()
    if ended != 1:
        raise GrantRefused(_already_ended(membership))


@transaction.atomic
def create_first_administrator(email: str, full_name: str, password: str) -> User:
    """Whoever installs the product is its first administrator; the others are invited."""
    _one_at_a_time(Role.ADMINISTRATOR)
    already = Membership.objects.in_force().filter(role=Role.ADMINISTRATOR).first()
    if already:
        raise GrantRefused(
            _("Il y a déjà un administrateur, %(who)s depuis le %(when)s : à lui d’inviter.")
            % {"who": already.user, "when": typography.day(already.since)}
        )
    user = _open_account(email, full_name, password, organisation=None)
    _hold(user, Role.ADMINISTRATOR, chair=False, by=None)
    return user


def _open_account(
    email: str, full_name: str, password: str, organisation: Organisation | None
) -> User:
    person = User(email=email.lower(), full_name=full_name, organisation=organisation)
    person.clean_fields(exclude={"password"})
    validate_password(password, person)
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, full_name, password, organisation)
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    except IntegrityError as error:
        raise InvitationSpent(_("Cette adresse a déjà un compte : connectez-vous.")) from error
    return user


def _hold(user: User, role: Role, *, chair: bool, by: User | None) -> Membership:
    membership = Membership(user=user, role=role, chair=chair, granted_by=by)
    try:
        membership.full_clean()
        with transaction.atomic():
            membership.save()
    except (ValidationError, IntegrityError) as error:
        raise GrantRefused(_already_held(membership)) from error
    return membership


def _one_at_a_time(what: str) -> None:
    """Until the transaction ends, no row being there yet to lock. SQLite's BEGIN IMMEDIATE does
    it alone."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [PEOPLE_LOCK, what])


def _already_held(membership: Membership) -> str:
    """By the same person, or the chair by another: nothing else stops a role."""
    held = Membership.objects.filter(until=None)
    same = held.filter(user=membership.user, role=membership.role).first()
    if same:
        return _("Cette personne tient déjà ce rôle : %(who)s l’a donné le %(when)s.") % {
            "who": same.granted_by or "promesse",
            "when": typography.day(same.since),
        }
    chair = held.filter(chair=True).select_related("user", "granted_by").get()
    return _(
        "La commission a déjà une présidence, %(chair)s : %(who)s lui a donné ce rôle le %(when)s."
    ) % {
        "chair": chair.user,
        "who": chair.granted_by or "promesse",
        "when": typography.day(chair.since),
    }


def _already_ended(membership: Membership) -> str:
    if not (membership.ended_by and membership.until):
        return _("Cette adhésion ou fonction a déjà pris fin : rien n’a changé.")
    return _("Cette adhésion ou fonction a déjà pris fin : %(who)s y a mis fin le %(when)s.") % {
        "who": membership.ended_by,
        "when": typography.day(membership.until),
    }


def _spent(invitation: Invitation) -> str:
    if invitation.accepted_at:
        return _(
            "Cette invitation est déjà acceptée : %(who)s a ouvert son compte le %(when)s."
        ) % {
            "who": invitation.accepted_by,
            "when": _moment(invitation.accepted_at),
        }
    return _("Cette invitation est déjà annulée : %(who)s l’a annulée le %(when)s.") % {
        "who": invitation.revoked_by or "promesse",
        "when": _moment(invitation.revoked_at),
    }


def _moment(at: datetime | None) -> str:
    return typography.moment(at, timezone.get_current_timezone()) if at else ""


def _refuse_grant_by(by: User, role: Role) -> None:
    if role not in grantable_by(by.roles):
        raise GrantRefused(
            _("Votre fonction ne permet ni de donner ni de retirer le rôle « %(role)s ».")
            % {"role": role.label}
        )


def _refuse_role(role: Role, *, chair: bool, organisation: Organisation | None) -> None:
    if chair and role != Role.COMMITTEE:
        raise GrantRefused(_("Seul un membre de la commission peut la présider."))
    if role == Role.MEMBER and organisation is None:
        raise GrantRefused(_("Un adhérent appartient à une organisation : choisissez-la."))


def _refuse_invitation(invitation: Invitation) -> None:
    _refuse_role(
        Role(invitation.role), chair=invitation.chair, organisation=invitation.organisation
    )
    if User.objects.filter(email=invitation.email).exists():
        raise InvitationRefused(
            _("Cette adresse a déjà un compte : donnez-lui plutôt un rôle de plus.")
        )
    pending = invitations.of_state(invitations.InvitationState.PENDING)
    waiting = Invitation.objects.filter(pending, email=invitation.email).first()
    if waiting:
        raise InvitationRefused(
            _(
                "Une invitation attend déjà à cette adresse : %(who)s l’a envoyée le %(when)s. "
                "Annulez-la pour en envoyer une autre."
            )
            % {"who": waiting.invited_by or "promesse", "when": _moment(waiting.invited_at)}
        )


def _refuse_end_of_last_administrator(membership: Membership) -> None:
    if membership.role != Role.ADMINISTRATOR:
        return
    # Locked in one order, so that two who end each other wait instead of blocking.
    in_force = Membership.objects.in_force().filter(role=Role.ADMINISTRATOR)
    held = set(in_force.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    if held == {membership.pk}:
        refusal = _(
            "C’est le dernier administrateur : nommez-en un autre avant de retirer celui-ci."
        )
        raise GrantRefused(f"{refusal}{_other_removed_today()}")


def _other_removed_today() -> str:
    """For whoever read a page on which there were still two."""
    ended = Membership.objects.filter(
        role=Role.ADMINISTRATOR, until=timezone.localdate(), ended_by__isnull=False
    )
    other = ended.select_related("user", "ended_by").order_by("pk").last()
    if other is None:
        return ""
    said = {"by": other.ended_by, "who": other.user}
    return " " + _("%(by)s a retiré %(who)s aujourd’hui.") % said
