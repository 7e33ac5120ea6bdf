import uuid

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=64, unique=True, verbose_name="clé")),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("distributor", "Distributeur"),
                            ("reseller", "Revendeur"),
                            ("integrator", "Intégrateur"),
                            ("var", "Revendeur à valeur ajoutée (VAR)"),
                            ("end_user", "Utilisateur final"),
                            ("accountant", "Expert-comptable"),
                            ("consultant", "Cabinet conseil"),
                        ],
                        max_length=16,
                        verbose_name="collège",
                    ),
                ),
                (
                    "is_outside",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="hors de l’association"
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "email",
                    models.EmailField(
                        error_messages={"unique": "Cette adresse a déjà un compte."},
                        max_length=254,
                        unique=True,
                        verbose_name="adresse électronique",
                    ),
                ),
                ("full_name", models.CharField(max_length=150, verbose_name="nom et prénom")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="members.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("fr", "Français"), ("en", "English")],
                        editable=False,
                        max_length=8,
                        verbose_name="langue",
                    ),
                ),
                (
                    "triage_shortcuts",
                    models.BooleanField(
                        default=True, editable=False, verbose_name="raccourcis clavier du tri"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="compte ouvert")),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="inscription",
                    ),
                ),
            ],
            options={
                "verbose_name": "personne",
                "verbose_name_plural": "personnes",
                "ordering": ["full_name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email"))
                        ),
                        name="user_email_in_lower_case",
                        violation_error_message="Écrivez l’adresse en minuscules.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="personne",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("member", "Adhérent"),
                            ("committee", "Commission stratégie"),
                            ("board", "Bureau"),
                            ("lawyer", "Avocat"),
                            ("administrator", "Administrateur technique"),
                        ],
                        max_length=16,
                        verbose_name="rôle",
                    ),
                ),
                ("chair", models.BooleanField(default=False, verbose_name="préside la commission")),
                (
                    "since",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="à partir du"
                    ),
                ),
                (
                    "until",
                    models.DateField(
                        blank=True,
                        help_text="Premier jour où le rôle n’est plus tenu.",
                        null=True,
                        verbose_name="jusqu’au (exclu)",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="donné par",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="fin décidée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "adhésion ou fonction",
                "verbose_name_plural": "adhésions et fonctions",
                "ordering": ["user", "since"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="membership_ends_after_it_began",
                        violation_error_message="La fin précède le début.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("chair", False), ("role", "committee"), _connector="OR"
                        ),
                        name="membership_chair_is_of_the_committee",
                        violation_error_message="Seul un membre de la commission peut la présider.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("user", "role"),
                        name="membership_role_held_once",
                        violation_error_message="Cette personne tient déjà ce rôle.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("chair", True), ("until", None)),
                        fields=("chair",),
                        name="membership_one_chair",
                        violation_error_message="La commission a déjà une présidence.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="adresse électronique")),
                ("full_name", models.CharField(max_length=150, verbose_name="nom et prénom")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("member", "Adhérent"),
                            ("committee", "Commission stratégie"),
                            ("board", "Bureau"),
                            ("lawyer", "Avocat"),
                            ("administrator", "Administrateur technique"),
                        ],
                        default="member",
                        max_length=16,
                        verbose_name="rôle",
                    ),
                ),
                ("chair", models.BooleanField(default=False, verbose_name="préside la commission")),
                (
                    "invited_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="envoyée"
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="envoyée par",
                    ),
                ),
                (
                    "accepted_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="acceptée"),
                ),
                (
                    "accepted_by",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitation",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte ouvert",
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="annulée"),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="annulée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["-invited_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at", None), ("accepted_by", None)),
                            models.Q(
                                ("accepted_at__isnull", False),
                                ("accepted_by__isnull", False),
                                ("revoked_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_accepted_by_someone_at_some_time",
                    )
                ],
            },
        ),
    ]
