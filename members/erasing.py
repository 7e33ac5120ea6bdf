"""A person who is erased: what is left in their own account is a pseudonym, and no way in."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone
from knox.models import AuthToken

from members.models import Invitation, Membership, User


@dataclass(frozen=True)
class Identity:
    """What names a person."""

    full_name: str
    email: str

    @property
    def spellings(self) -> set[str]:
        """SQLite folds the case of unaccented letters alone."""
        name = self.full_name
        return {name, name.upper(), name.lower(), self.email}

    def within(self, field: str) -> Q:
        """Rows of which this text holds one of them."""
        found = Q()
        for each in self.spellings:
            found |= Q(**{f"{field}__icontains": each})
        return found


def identity_of(person: User) -> Identity:
    return Identity(person.full_name, person.email)


def pseudonym_of(person: User) -> Identity:
    """The same for ever, in French whoever reads; `.invalid` reaches nobody (RFC 2606)."""
    return Identity(f"Personne n° {person.pk}", f"personne-{person.pk}@efface.invalid")


def unended(person: User) -> list[Membership]:
    today = timezone.localdate()
    lasting = Q(until=None) | Q(until__gt=today)
    return list(Membership.objects.filter(lasting, user=person).order_by("pk"))


def close_account(person: User) -> bool:
    """Once: of two who do it, one does. The caller decides that it may be."""
    known, left = identity_of(person), pseudonym_of(person)
    person.set_unusable_password()
    closed = User.objects.filter(pk=person.pk, erased_at=None).update(
        full_name=left.full_name,
        email=left.email,
        password=person.password,
        language="",
        is_active=False,
        erased_at=timezone.now(),
    )
    if not closed:
        return False
    _shut_every_way_in(person)
    _rename(known, left, person)
    person.refresh_from_db()
    return True


def _shut_every_way_in(person: User) -> None:
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    AuthToken.objects.filter(user=person).delete()
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()


def _rename(known: Identity, left: Identity, person: User) -> None:
    invited = Q(accepted_by=person) | Q(email=known.email)
    Invitation.objects.filter(invited).update(full_name=left.full_name, email=left.email)
    LogEntry.objects.filter(known.within("object_repr")).update(object_repr=left.full_name)
