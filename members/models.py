import uuid
from datetime import date
from typing import ClassVar, Self

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from members.kinds import OrganisationKind
from members.roles import DESK_ROLES, SECOND_FACTOR_ROLES, Role


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def of_the_watch(self) -> Self:
        """Those that may have people here; the others only joined a claim made together."""
        return self.filter(is_outside=False)


class Organisation(models.Model):
    key = models.SlugField(_("clé"), unique=True, max_length=64)
    name = models.CharField(_("nom"), max_length=200)
    kind = models.CharField(_("collège"), max_length=16, choices=OrganisationKind)
    # Whom it is about is told to counsel alone: the desk neither lists nor names it.
    is_outside = models.BooleanField(_("hors de l’association"), default=False, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(
        self, email: str, full_name: str, password: str, organisation: Organisation | None = None
    ) -> "User":
        user = self.model(email=email.lower(), full_name=full_name, organisation=organisation)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A person. What they may do comes from their memberships in force, and from nothing else."""

    email = models.EmailField(
        _("adresse électronique"),
        unique=True,
        error_messages={"unique": _("Cette adresse a déjà un compte.")},
    )
    full_name = models.CharField(_("nom et prénom"), max_length=150)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
    )
    language = models.CharField(
        _("langue"), max_length=8, choices=settings.LANGUAGES, blank=True, editable=False
    )
    triage_shortcuts = models.BooleanField(
        _("raccourcis clavier du tri"), default=True, editable=False
    )
    is_active = models.BooleanField(_("compte ouvert"), default=True)
    # On their request: a pseudonym since then, and no way in.
    erased_at = models.DateTimeField(_("effacée"), null=True, editable=False)
    date_joined = models.DateTimeField(_("inscription"), default=timezone.now, editable=False)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["full_name"]

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        ordering: ClassVar = ["full_name"]
        constraints: ClassVar = [
            # One address has one spelling, so that « unique » means one account.
            models.CheckConstraint(
                name="user_email_in_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message=_("Écrivez l’adresse en minuscules."),
            ),
            models.CheckConstraint(
                name="user_erased_is_closed",
                condition=Q(erased_at=None) | Q(is_active=False),
                violation_error_message=_("Le compte d’une personne effacée reste fermé."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        """Whole: which part comes first is the person's own choice."""
        return self.full_name

    @cached_property
    def memberships_in_force(self) -> list["Membership"]:
        """Read once a request: an ended membership takes its rights away at the next one."""
        return [role for role in self.memberships.order_by("pk") if role.is_in_force()]

    @cached_property
    def factors_held(self) -> set[str]:
        """The kinds of second factor that they have set up, read once a request."""
        return set(Authenticator.objects.filter(user=self).values_list("type", flat=True))

    @property
    def roles(self) -> set[Role]:
        return {Role(membership.role) for membership in self.memberships_in_force}

    @property
    def is_member(self) -> bool:
        return Role.MEMBER in self.roles

    @property
    def sits_on_committee(self) -> bool:
        return Role.COMMITTEE in self.roles

    @property
    def chairs_committee(self) -> bool:
        return any(membership.chair for membership in self.memberships_in_force)

    @property
    def sits_on_board(self) -> bool:
        return Role.BOARD in self.roles

    @property
    def is_lawyer(self) -> bool:
        return Role.LAWYER in self.roles

    @property
    def is_administrator(self) -> bool:
        return Role.ADMINISTRATOR in self.roles

    @property
    def manages_members(self) -> bool:
        return self.sits_on_board or self.is_administrator

    @property
    def may_report(self) -> bool:
        """An observation is an organisation's: who has none reports nothing."""
        return self.organisation_id is not None and (self.is_member or self.sits_on_committee)

    @property
    def follows_cases(self) -> bool:
        """Reads a case that is theirs to see as it stands, before it is relayed too."""
        return self.sits_on_committee or self.is_lawyer

    @property
    def needs_second_factor(self) -> bool:
        return bool(self.roles & SECOND_FACTOR_ROLES)

    @property
    def is_staff(self) -> bool:
        """What Django's admin asks before it lets anyone in."""
        return bool(self.roles & DESK_ROLES)

    @property
    def functions_key(self) -> str:
        """The same for all who hold the same roles today: names what is kept for them."""
        chair = ["chair"] if self.chairs_committee else []
        return "+".join(sorted(self.roles) + chair)

    @property
    def own_key(self) -> str:
        """Names what is kept for this person alone, for as long as they hold these roles here."""
        return f"{self.pk}:{self.organisation_id}:{self.functions_key}"

    @property
    def functions(self) -> str:
        """The roles held today, as kept where a function stands for a name: in one language."""
        with translation.override(settings.LANGUAGE_CODE):
            return ", ".join(str(role.label) for role in Role if role in self.roles)

    def has_perm(self, perm: str, obj: object | None = None) -> bool:
        return self.is_active and any(
            backend.has_perm(self, perm, obj)  # type: ignore[arg-type]
            for backend in get_backends()
            if hasattr(backend, "has_perm")
        )

    def has_perms(self, perms: list[str], obj: object | None = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and any(
            backend.has_module_perms(self, app_label)
            for backend in get_backends()
            if hasattr(backend, "has_module_perms")
        )


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, on: date | None = None) -> Self:
        """Today, or on the day that is named."""
        day = on or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class Membership(models.Model):
    """A role held from a day to a day. A role that ends keeps its row."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("personne")
    )
    role = models.CharField(_("rôle"), max_length=16, choices=Role)
    chair = models.BooleanField(_("préside la commission"), default=False)
    since = models.DateField(_("à partir du"), default=timezone.localdate)
    until = models.DateField(
        _("jusqu’au (exclu)"),
        null=True,
        blank=True,
        help_text=_("Premier jour où le rôle n’est plus tenu."),
    )
    granted_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("donné par"),
    )
    ended_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("fin décidée par"),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("adhésion ou fonction")
        verbose_name_plural = _("adhésions et fonctions")
        ordering: ClassVar = ["user", "since"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="membership_ends_after_it_began",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("La fin précède le début."),
            ),
            models.CheckConstraint(
                name="membership_chair_is_of_the_committee",
                condition=Q(chair=False) | Q(role=Role.COMMITTEE),
                violation_error_message=_("Seul un membre de la commission peut la présider."),
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(until=None),
                name="membership_role_held_once",
                violation_error_message=_("Cette personne tient déjà ce rôle."),
            ),
            models.UniqueConstraint(
                fields=["chair"],
                condition=Q(chair=True, until=None),
                name="membership_one_chair",
                violation_error_message=_("La commission a déjà une présidence."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}"

    def is_in_force(self, on: date | None = None) -> bool:
        """As `in_force` of the manager, for a row that is at hand."""
        day = on or timezone.localdate()
        return self.since <= day and (self.until is None or day < self.until)


class Invitation(models.Model):
    """An address invited to open an account: there is no other way in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("adresse électronique"))
    full_name = models.CharField(_("nom et prénom"), max_length=150)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("rôle"), max_length=16, choices=Role, default=Role.MEMBER)
    chair = models.BooleanField(_("préside la commission"), default=False)
    invited_at = models.DateTimeField(_("envoyée"), default=timezone.now, editable=False)
    invited_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("envoyée par"),
    )
    accepted_at = models.DateTimeField(_("acceptée"), null=True, editable=False)
    accepted_by = models.OneToOneField(
        User,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="invitation",
        verbose_name=_("compte ouvert"),
    )
    revoked_at = models.DateTimeField(_("annulée"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("annulée par"),
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering: ClassVar = ["-invited_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="invitation_accepted_by_someone_at_some_time",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, revoked_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.get_role_display()})"
