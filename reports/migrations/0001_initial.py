import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0001_initial"),
        ("claim_documents", "0001_initial"),
        ("group_documents", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dossier",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossiers",
                        to="cases.case",
                        verbose_name="cas",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "Demandé"),
                            ("rendering", "En préparation"),
                            ("ready", "Prêt"),
                            ("failed", "En échec"),
                            ("cancelled", "Arrêté"),
                        ],
                        default="requested",
                        max_length=16,
                        verbose_name="état",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("frozen", "Contenu figé"),
                            ("layout", "Mise en page"),
                            ("sealing", "Cachet"),
                            ("storage", "Contrôle et mise en réserve"),
                            ("done", "Terminé"),
                        ],
                        default="frozen",
                        max_length=16,
                        verbose_name="étape",
                    ),
                ),
                ("content", models.JSONField(verbose_name="contenu figé")),
                (
                    "content_digest",
                    models.CharField(max_length=64, verbose_name="empreinte du contenu"),
                ),
                (
                    "requested_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="demandé le"
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="demandé par",
                    ),
                ),
                ("woken_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="essais")),
                ("started_at", models.DateTimeField(null=True, verbose_name="commencé le")),
                ("heartbeat_at", models.DateTimeField(null=True)),
                (
                    "pages",
                    models.PositiveIntegerField(null=True, verbose_name="pages mises en page"),
                ),
                ("failure", models.TextField(blank=True, verbose_name="raison de l’échec")),
                ("ready_at", models.DateTimeField(null=True, verbose_name="prêt le")),
                (
                    "sha256",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="empreinte du fichier"
                    ),
                ),
                ("size", models.PositiveBigIntegerField(null=True, verbose_name="taille")),
                ("cancelled_at", models.DateTimeField(null=True, verbose_name="arrêté le")),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="arrêté par",
                    ),
                ),
                ("notice_claimed_at", models.DateTimeField(null=True)),
                ("notified_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "dossier",
                "verbose_name_plural": "dossiers",
                "ordering": ["-requested_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "number"), name="dossier_number_once_a_case"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("requested", "rendering"))),
                        fields=("case",),
                        name="dossier_one_under_way_a_case",
                        violation_error_message="Un dossier est déjà en préparation pour ce cas.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ready_at__isnull", False),
                                ("size__isnull", False),
                                ("state", "ready"),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "ready"), _negated=True),
                                ("ready_at", None),
                                ("sha256", ""),
                                ("size", None),
                            ),
                            _connector="OR",
                        ),
                        name="dossier_ready_has_a_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("failure", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="dossier_failed_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancelled_at__isnull", False),
                                ("cancelled_by__isnull", False),
                                ("state", "cancelled"),
                            ),
                            models.Q(
                                models.Q(("state", "cancelled"), _negated=True),
                                ("cancelled_at", None),
                                ("cancelled_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="dossier_cancelled_by_someone_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CounselLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="reports.dossier",
                        verbose_name="dossier",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="claim_documents.claimdocument",
                    ),
                ),
                (
                    "annex",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="group_documents.groupannex",
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="empreinte du fichier")),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.mandate",
                        verbose_name="mandat",
                    ),
                ),
                ("recipient", models.CharField(max_length=150, verbose_name="confrère")),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="fait le"),
                ),
                ("expires_at", models.DateTimeField(verbose_name="valable jusqu’au")),
                (
                    "uses",
                    models.PositiveSmallIntegerField(default=0, verbose_name="téléchargements"),
                ),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="retiré le")),
            ],
            options={
                "verbose_name": "lien pour un confrère",
                "verbose_name_plural": "liens pour des confrères",
                "ordering": ["-made_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("annex", None), ("document", None), ("dossier__isnull", False)
                            ),
                            models.Q(
                                ("annex", None), ("document__isnull", False), ("dossier", None)
                            ),
                            models.Q(
                                ("annex__isnull", False), ("document", None), ("dossier", None)
                            ),
                            _connector="OR",
                        ),
                        name="counsel_link_gives_one_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recipient", ""), _negated=True),
                        name="counsel_link_is_for_someone",
                        violation_error_message="Un lien est fait pour une personne nommée.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("made_at"))),
                        name="counsel_link_ends_after_it_began",
                        violation_error_message="La fin du lien précède son début.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("uses__lte", 5)),
                        name="counsel_link_used_a_few_times",
                        violation_error_message="Ce lien a déjà servi le plus grand nombre de fois.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DossierFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="reports.dossier",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("schedule", "Bordereau"),
                            ("exhibits", "Pièces reliées"),
                            ("part", "Envoi"),
                            ("facts", "Faits datés"),
                        ],
                        max_length=16,
                        verbose_name="contenu",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80, verbose_name="nom")),
                ("sha256", models.CharField(max_length=64, verbose_name="empreinte")),
                ("size", models.PositiveBigIntegerField(verbose_name="taille")),
                ("pages", models.PositiveIntegerField(verbose_name="pages")),
            ],
            options={
                "verbose_name": "fichier d’un dossier",
                "verbose_name_plural": "fichiers de dossiers",
                "ordering": ["dossier", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dossier", "name"), name="dossier_file_name_once_a_dossier"
                    )
                ],
            },
        ),
    ]
